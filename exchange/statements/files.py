"""Who may open a statement's file? Exactly those who may read it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from exchange.statements import queries
from exchange.statements.models import StatementFile
from portal.uploads.registry import place_rows


def opened_to(user: Any) -> QuerySet[Any, Any]:
    """Return the ids of the uploads that statements open to this user; for the basement."""
    return StatementFile.objects.filter(statement__in=queries.for_user(user).values("pk")).values("upload_id")


def places(upload_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Return on which statement each hangs, for its owner."""
    rows = StatementFile.objects.filter(upload__in=upload_ids)
    return place_rows(rows, "statements:statement_page", "statement__title", "statement__slug")


def title_of(upload_id: int) -> str:
    """Return what readers see it called, never the name that it had at home."""
    row = StatementFile.objects.filter(upload=upload_id).select_related("statement").first()
    return row.statement.title if row else ""
