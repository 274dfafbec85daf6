"""Which rows are the facts? With `written`, the place of matching that reads models: few queries for all experts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery

from accounts.models import BlockedPeriod, ExpertProfile, ExpertTopic, Member, PastEmployer, PeerConsent
from accounts.regions import region_of
from exchange.practices.models import Practice
from exchange.world.models import Country
from portal import clock
from visits.apart import EMPLOYED
from visits.changes import DONE
from visits.houses import Taken, is_full, people_who_come, taken
from visits.kinds import KINDS
from visits.matching.context import NO_BASIS
from visits.matching.facts import ExpertFacts, House, RequestFacts, Text, Window
from visits.matching.written import own_words, text_of, written
from visits.models import FollowUp, HostOffer, Invitation, VisitRequest

WEEK = timedelta(days=7)
R = VisitRequest.State
# A yes counts as a visit of the year while the request goes on, and when it was held.
COUNTED = (R.INVITING, R.PLANNING, R.CONFIRMED, R.HELD, R.CLOSED)
VISITED = (R.HELD, R.CLOSED)


@dataclass
class Load:
    """What an expert has on their plate, other than this request."""

    visits_this_year: int = 0
    open_invitations: int = 0
    last_visit: date | None = None


@dataclass
class Changed:
    """What visits with an expert led to: on which topics, and when it was told last."""

    topics: set[str] = field(default_factory=set)
    year: int | None = None


@dataclass
class Rows:
    """Everything that belongs to the experts, by the profile's or the member's id."""

    topics: Mapping[int, list[ExpertTopic]] = field(default_factory=dict)
    blocked: Mapping[int, list[Window]] = field(default_factory=dict)
    kept_apart: Mapping[int, list[int]] = field(default_factory=dict)
    conflicts: Mapping[int, list[int]] = field(default_factory=dict)
    houses: Mapping[int, list[House]] = field(default_factory=dict)
    written: Mapping[int, list[Text]] = field(default_factory=dict)
    sizes: Mapping[int, set[str]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    loads: Mapping[int, Load] = field(default_factory=dict)
    changes: Mapping[int, Changed] = field(default_factory=dict)


def facts_for(request: VisitRequest, *, only: Member | None = None) -> tuple[RequestFacts, list[ExpertFacts]]:
    """Return what matching needs to know, on the network's today; members who left are not looked at.

    `only`: of this one member, if they have a profile.
    """
    profiles = list(_profiles() if only is None else _profiles().filter(member=only))
    rows = _rows(request) if profiles else Rows()
    return _request_facts(request), [_expert_facts(profile, rows) for profile in profiles]


def facts_together(
    requests: Sequence[VisitRequest],
) -> tuple[list[RequestFacts], list[ExpertFacts], dict[int, dict[int, tuple[House, ...]]]]:
    """Return the facts of many requests at once, of everybody, and, by request, the houses as they stand for its group."""
    facts = [_request_facts(request) for request in requests]
    houses: dict[int, dict[int, tuple[House, ...]]] = {request.pk: {} for request in requests}
    for request, one in zip(requests, facts, strict=True):
        if one.expert_hosts:
            houses[request.pk] = {member: tuple(found) for member, found in _houses(request).items()}
    return facts, everybody(), houses


def facts_without_profile(member: Member, request: VisitRequest) -> ExpertFacts:
    """Return what is known of a member who never said what they offer: no rule but those about people holds them back."""
    return ExpertFacts(
        id=member.pk,
        user=member.user_id,
        is_active=member.state == Member.State.ACTIVE and member.user.is_active,
        country=member.country,
        organisation=member.organisation_id,
        kinds=frozenset({request.kind}),
        languages=_levels(member.languages),
        audiences=frozenset(request.outsiders),
        group_max=request.group_size,
        conflicts=frozenset(
            PastEmployer.objects.filter(member=member, until__gte=clock.today() - EMPLOYED).values_list(
                "organisation_id", flat=True
            )
        ),
        notice_weeks=0,
    )


def everybody() -> list[ExpertFacts]:
    """Return what is known of all experts, for a question that is no request."""
    # Nobody travels for a question.
    rows = _rows(VisitRequest(kind="remote-advice"))
    return [_expert_facts(profile, rows) for profile in _profiles()]


def _request_facts(request: VisitRequest) -> RequestFacts:
    kind = KINDS[request.kind]
    topics = list(request.topics.all())
    asker = Member.objects.filter(user_id=request.requester_id).first()
    text = "\n".join([request.title, *request.questions, request.why_now])
    return RequestFacts(
        id=request.pk,
        today=clock.today(),
        kind=request.kind,
        travels=(request.travels or "either") if kind.travels == "either" else kind.travels,
        expert_hosts=(request.hosting if kind.host == "choice" else kind.host) == "facility",
        topics=tuple(topic.slug for topic in topics),
        topic_groups=frozenset(topic.group for topic in topics),
        text=text_of(text),
        stage=request.stage,
        country=request.country,
        region=region_of(request.country),
        legal_basis=request.legal_basis,
        legal_level=request.legal_level,
        city_size=request.city_size,
        preferred_model=request.preferred_model,
        routes=frozenset(request.routes),
        preferred_countries=frozenset(request.preferred_countries),
        not_countries=frozenset(request.not_countries),
        languages=_levels(request.languages),
        interpreter=request.interpreter in ("we-bring", "please-bring"),
        flexible=request.flexible,
        windows=tuple((window.start, window.end) for window in request.windows.all()),
        duration_days=request.duration_days,
        group_size=request.group_size,
        outsiders=frozenset(request.outsiders),
        wants_peer_expert=request.wants_peer_expert,
        experts_needed=request.experts_needed,
        requester=request.requester_id,
        deputy=request.deputy_id or 0,
        apart_members=frozenset(request.apart_members.values_list("pk", flat=True)),
        apart_organisations=frozenset(request.apart_organisations.values_list("pk", flat=True)),
        requester_countries=frozenset({request.country, asker.country if asker else ""} - {""}),
        requester_organisations=frozenset(
            organisation
            for organisation in (request.organisation_id, asker.organisation_id if asker else None)
            if organisation is not None
        ),
        former_organisations=frozenset(
            PastEmployer.objects.filter(
                member__user=request.requester_id, until__gte=clock.today() - EMPLOYED
            ).values_list("organisation_id", flat=True)
        ),
    )


def _profiles() -> QuerySet[ExpertProfile]:
    return (
        ExpertProfile.objects.exclude(member__state=Member.State.LEFT)
        .select_related("member__user")
        .annotate(
            is_peer=Exists(PeerConsent.objects.filter(member=OuterRef("member"), withdrawn_at__isnull=True)),
            home_basis=Subquery(Country.objects.filter(iso2=OuterRef("member__country")).values("legal_basis")[:1]),
        )
        .order_by("member_id")
    )


def _expert_facts(profile: Any, rows: Rows) -> ExpertFacts:
    """`profile` carries the two annotations of `_profiles`."""
    member = profile.member
    load = rows.loads.get(member.pk, Load())
    topics = rows.topics.get(profile.pk, [])
    changed = rows.changes.get(member.pk, Changed())
    return ExpertFacts(
        id=member.pk,
        user=member.user_id,
        is_active=member.state == Member.State.ACTIVE and member.user.is_active,
        is_listed=profile.is_listed,
        country=member.country,
        organisation=member.organisation_id,
        kinds=frozenset(profile.kinds),
        # What changed somewhere after a visit with them counts as done: yes or no, never how well.
        topics={row.topic.slug: "done" if row.topic.slug in changed.topics else row.depth for row in topics},
        said={row.topic.slug: row.said for row in topics if row.said},
        languages=_levels(member.languages),
        perspectives=frozenset(profile.perspectives),
        legal_bases=frozenset(profile.legal_bases or [profile.home_basis]) - NO_BASIS - {None},
        legal_levels=frozenset(
            rows.levels[code] for code in {member.country, *profile.legal_contexts} if code in rows.levels
        ),
        city_sizes=frozenset({*profile.city_sizes, *rows.sizes.get(member.user_id, ())}),
        legal_contexts=frozenset(profile.legal_contexts),
        has_opened_a_room=profile.has_opened_a_room,
        opened_year=profile.opened_year,
        room_models=frozenset(profile.room_models),
        routes=frozenset(profile.routes),
        formats=frozenset(profile.formats),
        will_travel=profile.will_travel,
        travel_regions=frozenset(profile.travel_regions),
        audiences=frozenset(profile.audiences),
        group_max=profile.group_max,
        notice_weeks=profile.notice_weeks,
        capacity_per_year=profile.capacity_per_year,
        visits_this_year=load.visits_this_year,
        open_invitations=load.open_invitations,
        last_visit=load.last_visit,
        changes_year=changed.year,
        paused_until=profile.paused_until,
        blocked=tuple(rows.blocked.get(profile.pk, [])),
        excluded_countries=frozenset(profile.excluded_countries),
        excluded_organisations=frozenset(rows.kept_apart.get(profile.pk, [])),
        conflicts=frozenset(rows.conflicts.get(profile.pk, [])),
        is_peer=profile.is_peer,
        houses=tuple(rows.houses.get(member.pk, [])),
        texts=(*own_words(profile, topics), *rows.written.get(member.user_id, [])),
    )


def _levels(languages: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {one["code"]: one["level"] for one in languages if one.get("code") and one.get("level")}


def _rows(request: VisitRequest) -> Rows:
    topics: defaultdict[int, list[ExpertTopic]] = defaultdict(list)
    for row in ExpertTopic.objects.select_related("topic").order_by("topic__order", "id"):
        topics[row.profile_id].append(row)
    blocked: defaultdict[int, list[Window]] = defaultdict(list)
    for profile, start, end in BlockedPeriod.objects.values_list("profile", "start", "end"):
        blocked[profile].append((start, end))
    return Rows(
        topics=topics,
        blocked=blocked,
        kept_apart=_organisations(ExpertProfile.excluded_organisations.through),
        conflicts=_conflicts(),
        houses=_houses(request),
        written=written(),
        sizes=_sizes(),
        levels=dict(Country.objects.exclude(legal_level="").values_list("iso2", "legal_level")),
        loads=_loads(request),
        changes=_changes(),
    )


def _organisations(link: Any) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for profile, organisation in link.objects.values_list("expertprofile_id", "organisation_id"):
        found[profile].append(organisation)
    return found


def _houses(request: VisitRequest) -> Mapping[int, list[House]]:
    found: defaultdict[int, list[House]] = defaultdict(list)
    offers = HostOffer.objects.filter(experts__isnull=False).annotate(member_id=F("experts")).order_by("facility_id")
    # A question is no request: nobody comes.
    people, days = people_who_come(request) if request.kind else 0, request.duration_days
    spent: defaultdict[int, list[tuple[int, Taken]]] = defaultdict(list)
    for (facility, year), so_far in taken(without=request).items():
        spent[facility].append((year, so_far))
    years = (clock.today().year, clock.today().year + 1)
    for offer in offers:
        found[offer.member_id].append(
            House(
                offer.facility_id,
                offer.receives,
                offer.largest_group,
                frozenset(offer.months_closed),
                frozenset(
                    year
                    for year, so_far in (*((year, Taken()) for year in years), *spent[offer.facility_id])
                    if is_full(offer, so_far, people, days)
                ),
            )
        )
    return found


def _conflicts() -> Mapping[int, list[int]]:
    """Those that were named, and, by themselves, whoever employed them in the last three years."""
    found = defaultdict(list, _organisations(ExpertProfile.conflicts.through))
    past = PastEmployer.objects.filter(until__gte=clock.today() - EMPLOYED, member__expert_profile__isnull=False)
    for profile, organisation in past.values_list("member__expert_profile", "organisation_id"):
        found[profile].append(organisation)
    return found


def _sizes() -> Mapping[int, set[str]]:
    """Return the sizes of the towns in which experts' practices were, by author; of no anonymous one."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Practice.objects.filter(author__member__expert_profile__isnull=False, posted_at__isnull=False)
    told = rows.exclude(city_size="").exclude(show_author_as=Practice.ShowAs.ANONYMOUS)
    for author, size in told.values_list("author", "city_size"):
        found[author].add(size)
    return found


def _loads(request: VisitRequest) -> Mapping[int, Load]:
    found: defaultdict[int, Load] = defaultdict(Load)
    asked = (
        Invitation.objects.filter(state__in=(*Invitation.OPEN, Invitation.State.ACCEPTED))
        .exclude(request_id=request.pk)
        .annotate(last_session=Max("request__visit__sessions__end"))
    )
    fields = ("expert", "state", "invited_at", "answered_at", "request__state", "last_session")
    for expert, state, invited_at, answered_at, stands, last_session in asked.values_list(*fields):
        load = found[expert]
        if state != Invitation.State.ACCEPTED:
            load.open_invitations += invited_at is not None and invited_at > clock.now() - WEEK
            continue
        when = _day_of(last_session or answered_at)
        load.visits_this_year += stands in COUNTED and when is not None and when.year == clock.today().year
        if stands in VISITED and when is not None:
            load.last_visit = max(when, load.last_visit or when)
    return found


def _changes() -> Mapping[int, Changed]:
    """Return, by expert, the changes that others told of visits with them; reviewers would tell of themselves."""
    found: defaultdict[int, Changed] = defaultdict(Changed)
    told = FollowUp.objects.filter(
        state=FollowUp.State.ANSWERED, visit__request__invitations__state=Invitation.State.ACCEPTED
    ).exclude(visit__request__kind="peer-review")
    names = ("visit__request__invitations__expert", "visit__request__topics__slug", "answered_at", "answers")
    for expert, topic, at, answers in told.values_list(*names):
        day = _day_of(at)
        if day and any(row.get("said") == DONE for row in answers):
            changed = found[expert]
            changed.year = max(day.year, changed.year or day.year)
            changed.topics.add(topic)
    return found


def _day_of(moment: datetime | None) -> date | None:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if moment else None
