"""How is something done for each row that is due? In a transaction of its own; one broken row never stops the others."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet


def each(rows: QuerySet[Any], act: Callable[[Any], bool]) -> int:
    """Call `act` for each row in a transaction of its own; True counts as done."""
    done, broken = 0, []
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = rows.model._default_manager.filter(pk=pk).first()
                done += bool(row and act(row))
        except Exception as error:  # raised again below, with all others
            broken.append(error)
    if broken:
        raise ExceptionGroup(f"{act.__qualname__}: {len(broken)} rows", broken)
    return done
