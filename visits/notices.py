"""Who is told, and who may still read it? The words stand in `notice_words`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from portal.delivery import outbox, registry
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText
from portal.rows import RowsOf
from visits.models import HostConsent, Invitation, OpenCall, Participant, Turn, VisitRequest, Volunteer
from visits.notice_words import KINDS, Words
from visits.permissions import sides

MUST_DELIVER = (
    "visits.request_urgent",
    "visits.invited",
    "visits.host_asked",
    "visits.confirmed",
    "visits.cancelled",
    "visits.incident_urgent",
    "visits.alarm",
)


# Whoever was only asked, or offered to help, does not read in a notice which request it is.
WITHOUT_TITLE = {"asked", "lapsed", "let-go", "volunteer"}


def tell(
    kind: str,
    event: str,
    users: Sequence[Any],
    request: VisitRequest,
    *,
    invitation: Invitation | None = None,
    consent: HostConsent | None = None,
    call: OpenCall | None = None,
    answer_by: Any = None,
) -> list[Notice]:
    """Write notices about a request in the caller's transaction; `event` is made unique by kind and request."""
    ids = {"request": request.pk}
    if invitation:
        ids["invitation"] = invitation.pk
    if consent:
        ids["consent"] = consent.pk
    if call:
        ids["call"] = call.pk
    return outbox.notify(kind, f"{kind}:{request.pk}:{event}", users, ids, answer_by=answer_by)


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; whoever no longer has a part in the request gets none. One query for each reader."""
    found = {}
    for reader, group in registry.by_reader(notices):
        requests = _as_seen_by(reader, {notice.object_ids.get("request") for notice in group})
        awaited = {(turn.request_id, turn.act) for request in requests.values() for turn in request.my_turns}
        for notice in group:
            request = requests.get(notice.object_ids.get("request"))
            words = KINDS.get(notice.kind)
            if request and words and (text := _text(notice, request, words, awaited)):
                found[notice.pk] = text
    return found


def _as_seen_by(reader: Any, ids: set[Any]) -> dict[int, Any]:
    """Return requests with the reader's own part in each, and nobody else's: their turns, and whether they were asked, or host."""
    mine = Invitation.objects.filter(request=OuterRef("pk"), expert__user=reader.pk)
    asked = HostConsent.objects.filter(visit__request=OuterRef("pk"), person=reader.pk)
    rows = VisitRequest.objects.filter(pk__in=ids).select_related("visit")
    return {
        row.pk: row
        for row in rows.annotate(
            my_turns=RowsOf(Turn.objects.filter(request=OuterRef("pk"), user=reader.pk)),
            my_invitation=Subquery(mine.values("pk")[:1]),
            my_answer=Subquery(mine.values("state")[:1]),
            let_go=Subquery(asked.filter(state=HostConsent.State.DROPPED).order_by("pk").values("pk")[:1]),
            is_host=Exists(asked.filter(state__in=HostConsent.STANDING)),
            offers_help=Exists(Volunteer.objects.filter(request=OuterRef("pk"), member__user=reader.pk)),
            comes_along=Exists(Participant.objects.filter(request=OuterRef("pk"), member__user=reader.pk)),
        )
    }


def _text(notice: Notice, request: Any, words: Words, awaited: set[tuple[int, str]]) -> NoticeText | None:
    held = sides(notice.recipient, request, {request.my_answer}, is_host=request.is_host)
    invitation = notice.object_ids.get("invitation")
    if invitation and invitation == request.my_invitation:
        # Somebody who was asked keeps the news about the asking, and nothing else of the request.
        held |= {"asked", "lapsed"}
    if request.offers_help:
        held |= {"volunteer"}
    if request.comes_along:
        held |= {"visitor"}
    page, ids = words.page, notice.object_ids
    if request.let_go and not held & words.to:
        # The house whose days fell away hears that, on the page of its own question.
        held, page, ids = held | {"let-go"}, "consent", {**ids, "consent": request.let_go}
    if not held & words.to or not words.still(request):
        return None
    if words.awaits and not any((request.pk, act) in awaited for act in words.awaits):
        return None
    return NoticeText(
        heading=str(words.heading),
        # Whoever was only asked reads no more than that; all others learn which of their requests it is.
        body=f"“{request.title}” · {words.body}" if request.title and held - WITHOUT_TITLE else str(words.body),
        url=_url(page, ids),
        act=str(words.act),
    )


def _url(page: str, ids: Mapping[str, Any]) -> str:
    if page == "invitation" and "invitation" in ids:
        return reverse("visits:invitation_page", args=[ids["invitation"]])
    if page == "consent" and "consent" in ids:
        return reverse("visits:consent_page", args=[ids["consent"]])
    if page == "call" and "call" in ids:
        return reverse("visits:call_page", args=[ids["call"]])
    if page == "thanks":
        return reverse("visits:own_thanks")
    names = {
        "desk": "visits:desk_request",
        "waiver": "visits:waiver_decide",
        "feedback": "visits:feedback_give",
        "follow-up": "visits:follow_up_answer",
        "report": "visits:report_edit",
        "signoff": "visits:report_signoff",
        "request": "visits:request_page",
        "visitor": "visits:visitor_page",
        "costs": "visits:costs_edit",
        "reconfirm": "visits:visit_reconfirm",
        "incidents": "visits:visit_incidents",
        "plan": "visits:visit_plan",
    }
    return reverse(names[page], args=[ids["request"]]) if page in names else reverse("visits:visit_list")
