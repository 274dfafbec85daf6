"""Who is told of evidence, and what? The author of what a reader proposes; the reader of what became of it."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices import queries
from exchange.practices.models import Evidence
from exchange.practices.notices import author_of
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

PROPOSED, DECIDED = "practices.evidence_proposed", "practices.evidence_decided"
KINDS = (PROPOSED, DECIDED)


def tell_proposed(evidence: Evidence) -> None:
    event = f"{PROPOSED}:{evidence.pk}"
    outbox.notify(PROPOSED, event, [author_of(evidence.practice)], {"practice": evidence.practice_id})


def tell_decided(evidence: Evidence) -> None:
    event = f"{DECIDED}:{evidence.pk}"
    outbox.notify(DECIDED, event, [evidence.by], {"practice": evidence.practice_id})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose practice its reader may no longer open is left out."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        ids = [notice.object_ids.get("practice", 0) for notice in group]
        kinds = {notice.kind for notice in group}
        own = {p.pk: p for p in queries.mine(reader).filter(pk__in=ids)} if PROPOSED in kinds else {}
        read = {p.pk: p for p in queries.listed_for(reader).filter(pk__in=ids)} if DECIDED in kinds else {}
        for notice in group:
            pk = notice.object_ids.get("practice", 0)
            if notice.kind == PROPOSED and pk in own:
                words = _("“%(title)s”. Look at it, and take it or leave it.") % {"title": own[pk].title}
                url = reverse("practices:practice_evidence", args=[pk])
                found[notice.pk] = NoticeText(_("A reader proposes evidence for your text"), words, url)
            elif notice.kind == DECIDED and pk in read:
                words = _("“%(title)s”. Its author has looked at it.") % {"title": read[pk].title}
                url = reverse("practices:practice_page", args=[pk])
                found[notice.pk] = NoticeText(_("The evidence that you proposed was looked at"), words, url)
    return found
