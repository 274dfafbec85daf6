"""Who is told, and what? Whoever added a reference or proposed a correction, when a coordinator has looked at it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.library.models import Reference, ReferenceCorrection
from exchange.library.queries import references_for_user
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

CHECKED, TAKEN, NOT_TAKEN = "library.reference_checked", "library.correction_taken", "library.correction_not_taken"
KINDS = (CHECKED, TAKEN, NOT_TAKEN)


def tell_checked(reference: Reference, user: Any) -> None:
    """Once, however often it is checked; of a whole file nobody is told title by title."""
    if reference.origin == Reference.Origin.MEMBER and reference.added_by and reference.added_by != user:
        outbox.notify(CHECKED, f"{CHECKED}:{reference.pk}", [reference.added_by], {"reference": reference.pk})


def tell_decided(correction: ReferenceCorrection, user: Any) -> None:
    if correction.by and correction.by != user:
        kind = TAKEN if correction.state == ReferenceCorrection.State.TAKEN else NOT_TAKEN
        outbox.notify(kind, f"{kind}:{correction.pk}", [correction.by], {"reference": correction.reference_id})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose reference is gone is left out."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        ids = [notice.object_ids.get("reference") for notice in group]
        known = {row.pk: row for row in references_for_user(reader).filter(pk__in=ids)}
        for notice in group:
            if reference := known.get(notice.object_ids.get("reference", 0)):
                found[notice.pk] = _text(notice.kind, reference)
    return found


def _text(kind: str, reference: Reference) -> NoticeText:
    title = {"title": reference.title}
    body = _("“%(title)s”.") % title
    if kind == CHECKED:
        heading = _("What you added to the library can be read by everybody")
        body = _("“%(title)s”. A coordinator has checked it.") % title
    elif kind == TAKEN:
        heading = _("Your correction was taken over")
    else:
        heading = _("Your correction was not taken over")
        body = _("“%(title)s”. A coordinator has looked at it and left it as it was.") % title
    return NoticeText(heading, body, reverse("library:reference_page", args=[reference.slug]))
