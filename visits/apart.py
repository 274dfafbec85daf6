"""Who must not meet? Conflicts of interest and the private exclusions of both sides, as they stand at this moment.

Asked when somebody is put on a list, when they are asked, and when they say yes; the filters of matching say the same.
"""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Exists, OuterRef

from accounts.models import ExpertProfile, Member, Organisation, PastEmployer
from portal import clock
from visits.models import VisitRequest

EMPLOYED = timedelta(days=3 * 365)  # how long a former employer counts as one


def kept_apart(request: VisitRequest, experts: Collection[int]) -> set[int]:
    """Return those of these members who may not be asked for this request; two queries."""
    return set(sides_apart(request, experts))


def sides_apart(request: VisitRequest, experts: Collection[int]) -> dict[int, set[str]]:
    """Return who may not be asked, and which side says so: "expert", by their profile, or "requester"; two queries."""
    if not experts:
        return {}
    asker = Member.objects.filter(user=request.requester_id).first()
    houses = {request.organisation_id, asker.organisation_id if asker else None} - {None}
    countries = {request.country, asker.country if asker else ""} - {""}
    since = clock.today() - EMPLOYED
    past = PastEmployer.objects.filter(until__gte=since)
    own_past = past.filter(member__user=request.requester_id).values("organisation")
    conflicts = ExpertProfile.conflicts.through.objects.filter(organisation__in=houses)
    excluded = ExpertProfile.excluded_organisations.through.objects.filter(organisation__in=houses)
    people = VisitRequest.apart_members.through.objects.filter(visitrequest=request.pk)
    bodies = VisitRequest.apart_organisations.through.objects.filter(visitrequest=request.pk)
    rows = Member.objects.filter(pk__in=experts).annotate(
        worked_there=Exists(past.filter(member=OuterRef("pk"), organisation__in=houses)),
        asker_worked_there=Exists(Organisation.objects.filter(pk=OuterRef("organisation"), pk__in=own_past)),
        has_conflict=Exists(conflicts.filter(expertprofile__member=OuterRef("pk"))),
        keeps_apart=Exists(excluded.filter(expertprofile__member=OuterRef("pk"))),
        is_not_wanted=Exists(people.filter(member=OuterRef("pk"))),
        house_is_not_wanted=Exists(bodies.filter(organisation=OuterRef("organisation"))),
    )
    by_profile = ("has_conflict", "keeps_apart", "worked_there", "asker_worked_there")
    by_requester = ("is_not_wanted", "house_is_not_wanted")
    found = rows.values_list("pk", "expert_profile__excluded_countries", *by_profile, *by_requester)
    said: dict[int, set[str]] = {}
    for pk, excluded_countries, *flags in found:
        theirs, ours = flags[: len(by_profile)], flags[len(by_profile) :]
        sides = {"expert"} if any(theirs) or countries & set(excluded_countries or []) else set()
        if sides := sides | ({"requester"} if any(ours) else set()):
            said[pk] = sides
    return said
