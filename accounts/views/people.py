"""What do members see of each other?"""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import directory, permissions, queries, reading_limit
from accounts.access import UserRequest
from accounts.bylines import FEWEST
from accounts.models import ExpertProfile


def _page_number(request: UserRequest) -> int:
    asked = request.GET.get("page", "1")
    return min(max(int(asked), 1), 1000) if asked.isascii() and asked.isdigit() else 1


@require_GET
def people_list(request: UserRequest) -> HttpResponse:
    """People who have done it, with filters; protected and paused members stand in no list and no number."""
    words, page = request.GET.get("q", "")[:300], _page_number(request)
    chosen = {name: request.GET.getlist(name)[:30] for name in directory.FILTERS}
    found = directory.find_people(request.user, words, chosen, page)
    asked = [("q", words)] * bool(words) + [(name, value) for name, values in chosen.items() for value in values]
    return render(
        request,
        "accounts/people_list.html",
        {
            "found": found,
            "words": words,
            "is_few": 0 < found.total < FEWEST,
            "ticked": sum(choice.is_chosen for one in found.filters for choice in one.choices),
            "earlier": urlencode([*asked, ("page", page - 1)]) if page > 1 else "",
            "later": urlencode([*asked, ("page", page + 1)]) if found.has_more else "",
        },
    )


@require_GET
def person_page(request: UserRequest, pk: int) -> HttpResponse:
    """What one member shows to others; 200 in an hour at most."""
    person = get_object_or_404(queries.members_for_user(request.user), pk=pk)
    seen = reading_limit.count_profile(request.user)
    if seen > reading_limit.HARD:
        return render(request, "accounts/too_many_people.html", status=429)
    profile = ExpertProfile.objects.filter(member=person, is_listed=True).first()
    return render(
        request,
        "accounts/person_page.html",
        {
            "person": person,
            "profile": profile,
            "topics": list(profile.expert_topics.select_related("topic").order_by("depth", "id")) if profile else [],
            "shows_name": person.visibility.get("name") == "members" and not person.user.protected,
            "shows_organisation": person.organisation
            and person.visibility.get("organisation") == "members"
            and not person.user.protected
            and not person.organisation.protected,
            "is_me": person.user_id == request.user.pk,
            "for_coordinators": permissions.is_coordinator(request.user),
            "reads_much": seen > reading_limit.SOFT,
        },
    )


@require_GET
def organisation_list(request: UserRequest) -> HttpResponse:
    """The houses and bodies of the network."""
    pages = Paginator(queries.organisations_for_user(request.user), 50)
    return render(request, "accounts/organisation_list.html", {"page": pages.get_page(request.GET.get("page"))})
