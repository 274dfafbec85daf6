"""What does the basement need to know of this floor?"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    from accounts import notices, permissions, queries
    from portal.delivery.registry import register_kinds
    from portal.search.registry import register_languages, register_tokens
    from portal.ui import counters, slots

    register_kinds(notices.texts, *notices.KINDS, asks=notices.ASKS, must_deliver=notices.MUST_DELIVER)
    register_tokens(permissions.audiences)
    register_languages(permissions.languages_of)
    _register_search()
    counters.register_reader(queries.standing_of)
    counters.register("desk", applications_waiting)
    slots.fill("desk_turn", applications_that_wait)
    slots.fill("dashboard_turn", vouches_asked)
    slots.fill("dashboard_side", welcome)
    slots.fill("me_links", me_links)


def _register_search() -> None:
    from accounts.countries import country_name
    from accounts.models import Member
    from portal.search.registry import SearchKind, register_kind, register_label

    register_label("country", country_name)
    register_kind(
        SearchKind(
            name="person",
            label=_("Person"),
            model=Member,
            queryset=people_to_find,
            entry=person_entry,
            for_user=people_found_by,
            is_people=True,
        )
    )


def people_to_find() -> QuerySet[Any]:
    from accounts.models import Member

    return Member.objects.select_related("user").filter(expert_profile__is_listed=True)


def people_found_by(user: Any) -> QuerySet[Any]:
    """The page's rule, without protected members: they stand in no index, for coordinators either."""
    from accounts import queries

    return queries.experts_for_user(user).filter(user__protected=False)


def person_entry(member: Any) -> Any:
    """Topics and words of the profile, never name, role or place: whoever searches learns what, not who."""
    from accounts.models import ExpertProfile, Member
    from portal import clock
    from portal.search.registry import Entry

    url = reverse("accounts:person_page", args=[member.pk])
    profile = ExpertProfile.objects.filter(member=member).first()
    is_open = member.state == Member.State.ACTIVE and not member.user.protected
    if profile is None or not profile.is_listed or not is_open:
        return Entry(title="", body="", url=url, readers=[])
    if profile.paused_until and profile.paused_until >= clock.today():
        return Entry(title="", body="", url=url, readers=[])
    rows = list(profile.expert_topics.select_related("topic").order_by("depth", "id"))
    return Entry(
        title=" · ".join(row.topic.label for row in rows[:3]) or str(_("Somebody who helps")),
        body="\n".join([profile.bio, *(f"{row.topic.label}. {row.said}" for row in rows)]),
        url=url,
        readers=["members"],
        topics=[row.topic.slug for row in rows],
    )


def applications_that_wait(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The desk: what waits, oldest clock first."""
    from accounts import desk, permissions

    if not permissions.is_coordinator(user):
        return None
    rows = desk.waiting_rows(user)
    return ("accounts/slots/desk_turn.html", {"turns": rows}) if rows else None


def applications_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    from accounts import desk, permissions

    return desk.waiting_for_user(user) if permissions.is_coordinator(user) else None


def vouches_asked(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The dashboard: somebody asks to join, do you know them?"""
    from accounts import queries

    vouches = list(queries.open_vouches_for_user(user))
    return ("accounts/slots/vouches_asked.html", {"turns": vouches}) if vouches else None


def welcome(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The dashboard, for the first fortnight: three things to begin with."""
    from datetime import timedelta

    from accounts import permissions
    from portal import clock

    member = permissions.member_of(user)
    if member is None or member.joined_on < clock.today() - timedelta(days=14):
        return None
    return "accounts/slots/welcome.html", {"member": member}


def me_links(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The page about myself links to every part of it that this floor has."""
    from accounts import permissions

    member = permissions.member_of(user)
    return ("accounts/slots/me_links.html", {"member": member}) if member else None
