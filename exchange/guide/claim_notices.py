"""Who is told of a suggested title, and what? All coordinators, and then whoever suggested it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Coordinator
from accounts.queries import administrators
from exchange.guide.claim_queries import suggestions_for_user
from exchange.guide.models import EvidenceSuggestion
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.ui.shipped import said

ASKS = "guide.evidence_suggested"
TOLD = "guide.evidence_decided"


def ask_coordinators(suggestion: EvidenceSuggestion) -> None:
    rows = Coordinator.objects.filter(is_active=True, user__is_active=True).select_related("user")
    people: list[Any] = [row.user for row in rows.order_by("id")] or administrators()
    outbox.notify(ASKS, f"{ASKS}:{suggestion.pk}", people, {"suggestion": suggestion.pk})


def tell_who_suggested(suggestion: EvidenceSuggestion) -> None:
    outbox.notify(TOLD, f"{TOLD}:{suggestion.pk}", [suggestion.by], {"suggestion": suggestion.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("suggestion", 0) for notice in group]
        rows = {row.pk: row for row in suggestions_for_user(reader).filter(pk__in=ids)}
        for notice in group:
            row = rows.get(notice.object_ids.get("suggestion", 0))
            if row is not None and (text := _text(notice.kind, row)):
                words[notice.pk] = text
    return words


def _text(kind: str, row: EvidenceSuggestion) -> NoticeText | None:
    url = reverse("guide:claim_page", args=[row.claim.slug])
    names = {"title": row.reference.title, "question": said(row.claim.question)}
    if kind == ASKS:
        if row.state != EvidenceSuggestion.State.WAITING:
            return None
        body = _("“%(title)s” is suggested for “%(question)s”. Please say whether it belongs there.") % names
        return NoticeText(_("A member suggests a title"), body, f"{url}#suggestions", _("Look and decide"))
    if row.state == EvidenceSuggestion.State.TAKEN:
        return NoticeText(
            _("Your title stands there now"), _("“%(title)s”, at “%(question)s”. Thank you.") % names, url
        )
    body = _("“%(title)s” was not taken at “%(question)s”. A coordinator can tell you why.") % names
    return NoticeText(_("Your title was not taken"), body, url)
