"""What does a step of the guide show of this floor? Who did it in places like the reader's, and the button that asks them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from accounts.bylines import few
from accounts.models import Member
from accounts.permissions import is_vetted, member_of
from accounts.queries import byline
from exchange.guide.models import Step
from exchange.guide.queries import Done
from exchange.world.models import Country
from portal import clock
from portal.rows import RowsOf
from visits.matching.context import NEAR, NO_BASIS, SAME, compare, similar
from visits.matching.facts import ExpertFacts, RequestFacts
from visits.models import VisitRequest

MOST_SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """Somebody who has done it: how members read of them, and in how much their place is like the reader's."""

    byline: str
    similar: int
    asked: int


def on_step(done: Done, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The button for every member; for those of an organisation also how like theirs the others' places are."""
    if not is_vetted(user):
        return None
    context: dict[str, Any] = {"step": done.step}
    member = member_of(user)
    if member is not None and member.organisation_id is not None:
        context |= _alike(done, user, _place_of(member, done.step))
    return "visits/slots/guide_step.html", context


def _place_of(member: Member, step: Step) -> RequestFacts:
    """Return what is known of the reader's place: from what their organisation last asked for, else from the country.

    What a colleague asked for in confidence is left out.
    """
    asked = VisitRequest.objects.filter(organisation=OuterRef("organisation"))
    asked = asked.filter(Q(confidentiality="members") | Q(requester=OuterRef("user"))).exclude(legal_basis="")
    row = (
        Member.objects.filter(pk=member.pk)
        .values(
            home=Subquery(Country.objects.filter(iso2=OuterRef("country")).values("legal_basis")[:1]),
            requests=RowsOf(asked.order_by("-changed_at", "-pk")[:1]),
        )
        .get()
    )
    last = row["requests"][0] if row["requests"] else VisitRequest()
    return RequestFacts(
        id=0,
        today=clock.today(),
        topics=tuple(topic.slug for topic in step.topics.all()),
        stage=step.stage,
        country=member.country,
        legal_basis=last.legal_basis or row["home"] or "",
        city_size=last.city_size,
        preferred_model=last.preferred_model,
        routes=frozenset(last.routes),
    )


def _alike(done: Done, user: Any, place: RequestFacts) -> dict[str, Any]:
    """Return those whose places are most alike, and how many work under a like law: "<5" where they are few.

    While fewer than five have done it nobody is listed, since lines can be counted: only how alike the nearest place is.
    """
    found = []
    under_like_law = 0
    for expert in done.people:
        if expert.user_id == user.pk:
            continue
        likenesses = compare(place, _facts(expert, place))
        under_like_law += any(one.key == "law" and one.alike in (SAME, NEAR) for one in likenesses)
        alike, asked = similar(likenesses)
        if alike:
            found.append((alike, asked, expert))
    found.sort(key=lambda row: (-row[0], row[2].pk))
    return {
        "alike": [] if done.are_few else [Alike(byline(who), n, of) for n, of, who in found[:MOST_SHOWN]],
        "nearest": found[0][:2] if found and done.are_few else None,
        "under_like_law": few(under_like_law) if under_like_law else "",
    }


def _facts(expert: Any, place: RequestFacts) -> ExpertFacts:
    """Return what is compared of an expert who has done the step's topics; `expert` carries `home`."""
    profile = expert.expert_profile
    return ExpertFacts(
        id=expert.pk,
        country=expert.country,
        topics=dict.fromkeys(place.topics, "done"),
        legal_bases=frozenset(profile.legal_bases or [expert.home]) - NO_BASIS - {None},
        city_sizes=frozenset(profile.city_sizes),
        has_opened_a_room=profile.has_opened_a_room,
        room_models=frozenset(profile.room_models),
        routes=frozenset(profile.routes),
    )
