"""How does a table leave the house? As CSV in UTF-8 that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> Any:
    """Return the cell; a word that a spreadsheet would take for a formula is quoted. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_csv(name: str, rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Answer with a file to keep; its first row names the columns."""
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    csv.writer(response).writerows([harmless(cell) for cell in row] for row in rows)
    return response
