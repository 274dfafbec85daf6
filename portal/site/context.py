"""What does every page know?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import permissions
from portal import clock
from portal.delivery import queries as deliveries
from portal.site import indexing
from portal.ui import counters
from portal.vocabularies import queries as vocabularies

THEMES = ("light", "dark")


def house(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows; read only when a template asks for it."""
    found: dict[str, Any] = {"DEMO": settings.DEMO, "house": SimpleLazyObject(lambda: frame(request))}
    if settings.DEMO:
        found["demo"] = SimpleLazyObject(lambda: demo_bar(request))
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    is_member = permissions.is_vetted(user)
    counts = counters.known(user) if is_member else {}
    inbox = address("delivery:inbox")
    theme = request.COOKIES.get("theme", "")
    return {
        "is_member": is_member,
        "nav": navigation(request, counts, is_member=is_member),
        "add": adding() if is_member else [],
        "inbox": {"url": inbox, "count": unread(user, counts)} if user and user.is_authenticated and inbox else None,
        "me": address("accounts:me") if is_member else "",
        "desk_turns": counts.get("desk", 0),
        "letter": letter(user) if is_member else "",
        "turns": counts.get("visits", 0) + counts.get("desk", 0),
        "theme": theme if theme in THEMES else "",
        "shared": indexing.shared(request) if not is_member and indexing.may_be_found(request) else None,
    }


def unread(user: Any, counts: dict[str, int]) -> int:
    """Applicants have an inbox too, and no other counter."""
    return counts["inbox"] if "inbox" in counts else deliveries.unread_of(user).count()


def address(name: str) -> str:
    """Return where a page is, or "" while its floor is still being built: then the word is left out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def navigation(request: HttpRequest, counts: dict[str, int], *, is_member: bool) -> list[dict[str, Any]]:
    """Return the words at the top: label, address, whether the reader is there, and what waits behind it."""
    if is_member:
        rows = [
            (
                _("Exchange"),
                address("practices:practice_list"),
                ("/practices/", "/questions/", "/library/", "/guide/", "/statements/", "/news/"),
                "exchange",
            ),
            (_("World"), address("world:country_list"), ("/world/",), "world"),
            (_("People"), address("accounts:people_list"), ("/people/", "/organisations/"), "people"),
            (_("Visits"), address("visits:visit_list"), ("/visits/",), "visits"),
        ]
        if permissions.is_coordinator(request.user):
            rows.insert(0, (_("Desk"), address("site:desk"), ("/desk/",), "desk"))
    else:
        rows = [
            (_("World"), address("world:country_list"), ("/world/",), ""),
            (_("Library"), address("library:reference_list"), ("/library/",), ""),
            (_("Guide"), address("guide:step_list"), ("/guide/",), ""),
            (_("Statements"), address("statements:statement_list"), ("/statements/", "/news/"), ""),
            (_("Join"), address("accounts:application_status"), ("/join/",), ""),
            (_("About"), address("site:about"), ("/about/",), ""),
        ]
    return [
        {"label": label, "url": url, "is_here": request.path.startswith(under), "count": counts.get(name, 0)}
        for label, url, under, name in rows
        if url
    ]


def adding() -> list[dict[str, str]]:
    rows = [
        {
            "url": address("practices:practice_new"),
            "label": _("Share a practice"),
            "hint": _("Five minutes, six questions"),
        },
        {
            "url": address("discussion:question_ask"),
            "label": _("Ask a question"),
            "hint": _("One line; those who have done it answer"),
        },
        {"url": address("visits:request_new"), "label": _("Ask for a visit"), "hint": _("A training or advice, too")},
    ]
    return [row for row in rows if row["url"]]


def letter(user: Any) -> str:
    member = permissions.member_of(user)
    return vocabularies.label("job-role", member.category)[:1].upper() if member else "C"


def demo_bar(request: HttpRequest) -> dict[str, Any]:
    """Return what the demo bar shows; three queries, in the demo only."""
    from portal.site.demo import people

    return {
        "me": people.me(request.user),
        "people": people.by_role(),
        "today": clock.today(),
        "days_ahead": clock.offset().days,
    }
