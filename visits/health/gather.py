"""Where do the figures come from? Four questions to the database, however many rows there are."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import PeerConsent
from accounts.queries import experts_for_user
from portal.audit.models import AuditEvent
from visits.health.facts import Asked, Facts, Happening, Period, Question
from visits.lifecycle import ENDS
from visits.models import Invitation, Match, VisitRequest
from visits.queries import counted_requests_for_user

REQUEST, INVITATION = "visits.visitrequest", "visits.invitation"


def gather(user: Any, period: Period) -> Facts:
    """Return what this reader's figures are counted from: requests that stood open in the period or moved in it."""
    rows = counted_requests_for_user(user)
    if period.start:
        rows = rows.filter(~Q(state__in=ENDS) | Q(changed_at__gte=period.start))
    requests = _requests(rows)
    questions = _questions(rows)
    moves, answers = _happenings(rows)
    done, known = _experts(user)
    return Facts(requests, moves, questions, answers, done, known)


def _requests(rows: QuerySet[VisitRequest]) -> dict[int, Asked]:
    fitting = Match.objects.filter(request=OuterRef("pk"), ruled_out="")
    values = rows.annotate(fitted=Exists(fitting)).values_list(
        "pk", "kind", "country", "state", "shortlist", "fitted", "topics__slug"
    )
    topics: dict[int, set[str]] = {}
    found: dict[int, tuple[str, str, str, bool | None]] = {}
    for pk, kind, country, state, shortlist, fitted, topic in values.order_by():
        topics.setdefault(pk, set()).update([topic] if topic else [])
        found[pk] = (kind, country, state, fitted if shortlist == VisitRequest.Shortlist.READY else None)
    return {
        pk: Asked(pk, kind, country, state, frozenset(topics[pk]), fitted)
        for pk, (kind, country, state, fitted) in found.items()
    }


def _questions(rows: QuerySet[VisitRequest]) -> dict[int, Question]:
    consent = PeerConsent.objects.filter(member=OuterRef("expert"), withdrawn_at__isnull=True)
    values = (
        Invitation.objects.filter(request__in=rows.values("pk"), invited_at__isnull=False)
        .annotate(is_peer=Exists(consent))
        .order_by()
        .values_list("pk", "request", "expert", "expert__country", "state", "is_peer")
    )
    accepted = Invitation.State.ACCEPTED
    return {
        pk: Question(pk, request, expert, country, state == accepted, is_peer)
        for pk, request, expert, country, state, is_peer in values
    }


def _happenings(rows: QuerySet[VisitRequest]) -> tuple[list[Happening], list[Happening]]:
    """Return what happened to requests, and to questions; two parts in one question, so that each finds its index."""
    of_requests = AuditEvent.objects.filter(subject_type=REQUEST, subject_id__in=rows.values("pk"))
    invitations = Invitation.objects.filter(request__in=rows.values("pk")).order_by().values("pk")
    of_questions = AuditEvent.objects.filter(subject_type=INVITATION, subject_id__in=invitations)
    names = ("id", "subject_type", "subject_id", "at", "from_state", "to_state")
    parts = [part.exclude(to_state="").order_by().values_list(*names) for part in (of_requests, of_questions)]
    found: dict[str, list[Happening]] = {REQUEST: [], INVITATION: []}
    for _id, subject, pk, at, before, after in parts[0].union(parts[1], all=True).order_by("id"):
        found[subject].append(Happening(pk, at, before, after))
    return found[REQUEST], found[INVITATION]


def _experts(user: Any) -> tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]]:
    """Return what experts who could be asked today have done, and what they know; whoever named nothing is there too."""
    values = (
        experts_for_user(user)
        .order_by()
        .values_list("pk", "expert_profile__expert_topics__topic__slug", "expert_profile__expert_topics__depth")
    )
    held: dict[str, dict[int, set[str]]] = {"done": {}, "know": {}}
    for pk, topic, depth in values:
        for name, by_expert in held.items():
            by_expert.setdefault(pk, set()).update([topic] if topic and depth == name else [])
    done, known = ({pk: frozenset(slugs) for pk, slugs in by_expert.items()} for by_expert in held.values())
    return done, known
