"""Who may open the file of a reference? Members who may read it; it is never public, whoever owns the rights in it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from accounts.permissions import is_vetted
from exchange.library.models import ReferenceFile
from exchange.library.queries import references_for_user
from portal.uploads.registry import place_rows


def opened_to(user: Any) -> QuerySet[Any, Any]:
    """Return the ids of the uploads that references open to this user; for the basement."""
    files = ReferenceFile.objects.filter(reference__in=references_for_user(user).order_by().values("pk"))
    return (files if is_vetted(user) else files.none()).values("upload_id")


def places(upload_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Return on which reference each hangs, for its owner."""
    rows = ReferenceFile.objects.filter(upload__in=upload_ids)
    return place_rows(rows, "library:reference_page", "reference__title", "reference__slug")


def title_of(upload_id: int) -> str:
    """Return what readers see it called: the title of the text, never the name that it had at home."""
    found = ReferenceFile.objects.filter(upload=upload_id).values_list("reference__title", flat=True).first()
    return (found or "")[:80]
