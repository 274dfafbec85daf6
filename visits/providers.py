"""What does the basement need to know of this floor?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts import permissions as people
from accounts import welcoming
from accounts.queries import members_for_user
from exchange.discussion.models import Question
from exchange.discussion.questions import is_author
from exchange.world.models import Facility
from portal.background import read_first
from portal.delivery import registry as delivery
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, slots
from portal.uploads.registry import register_opener
from visits import clocks, conversation, guide, learned, notice_words, notices, queries, turns
from visits.actions.from_application import start_from_application
from visits.matching.stems import guess_language
from visits.models import HostOffer, OpenCall

MOST_ON_DESK = 9

MOST_DRAFTS = 3


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    delivery.register_kinds(
        notices.texts, *notice_words.NEWS, asks=tuple(notice_words.ASKS), must_deliver=notices.MUST_DELIVER
    )
    slots.fill("dashboard_turn", dashboard_turn)
    slots.fill("dashboard_side", others_turn)
    slots.fill("dashboard_side", drafts)
    slots.fill("dashboard_side", open_calls)
    register_kind(
        SearchKind("call", _("Open calls"), OpenCall, calls_to_index, call_entry, queries.running_calls_for_user)
    )
    slots.fill("desk_turn", desk_turn)
    slots.fill("desk_network", health)
    slots.fill("me_links", houses_of)
    slots.fill("me_links", own_links)
    slots.fill("facility_page", house)
    slots.fill("question_page", request_from_question)
    slots.fill("practice_page", learned.learned_on)
    slots.fill("guide_step", guide.on_step)
    slots.fill("person_page", thanked)
    register_opener(conversation.opened_to, conversation.places, conversation.title_of)
    read_first(learn_texts)
    welcoming.register(start_from_application)
    counters.register("visits", turns.away_from_desk)
    counters.register("desk", turns.at_desk)


def learn_texts() -> None:
    """In the worker only: numpy comes with it."""
    from visits.matching.memory import learn

    learn()


def dashboard_turn(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What waits for the reader on this floor, the most urgent first; a coordinator's desk is another page."""
    found = [turn for turn in turns.for_dashboard(user)[0] if not turn.url.startswith("/desk/")]
    return ("visits/slots/dashboard_turn.html", {"turns": found}) if found else None


def others_turn(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The requester's own requests that wait for somebody else: whom, and until when."""
    found = turns.for_dashboard(user)[1]
    return ("visits/slots/dashboard_side.html", {"turns": found}) if found else None


def drafts(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The reader's own requests that were not sent yet, such as the first question of their application."""
    found = turns.drafts_on_dashboard(user)[:MOST_DRAFTS]
    return ("visits/slots/dashboard_drafts.html", {"turns": found}) if found else None


def open_calls(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Where somebody looks for help among all members; quiet, since it is nobody's turn."""
    found = list(queries.running_calls_for_user(user).order_by("until", "pk")[:3])
    return ("visits/slots/dashboard_calls.html", {"calls": found}) if found else None


def calls_to_index() -> QuerySet[OpenCall]:
    rows = OpenCall.objects.filter(state=OpenCall.State.RUNNING).select_related("request")
    return rows.prefetch_related("request__topics")


def call_entry(call: Any) -> Entry:
    """What search keeps of an open call: its own words, and nothing of the request but its topics."""
    text = f"{call.title}\n{call.text}"
    return Entry(
        title=call.title,
        body=call.text,
        url=reverse("visits:call_page", args=[call.pk]),
        readers=[call.audience] if call.state == OpenCall.State.RUNNING else [],
        language=guess_language(text),
        topics=[topic.slug for topic in call.request.topics.all()],
        written_at=call.opened_at,
    )


@dataclass(frozen=True)
class More:
    """What else waits at the desk, all behind one row: as urgent as the first of it."""

    url: str
    due_at: datetime | None
    count: int


def desk_turn(_page: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What waits for a coordinator on this floor, each with what happens if nothing is done; of many, the first and a way to all."""
    found = [turn for turn in turns.turns_of(user) if turn.row and turn.url.startswith("/desk/")]
    shown: list[Any] = [
        replace(turn, at_zero=clocks.if_nothing(turn.row, turn.request)) for turn in found[:MOST_ON_DESK] if turn.row
    ]
    if rest := found[MOST_ON_DESK:]:
        shown.append(More(f"{reverse('visits:desk_requests')}?waits=me", rest[0].due_at, len(rest)))
    return ("visits/slots/desk_turn.html", {"turns": shown, "more": max(len(rest) - 1, 0)}) if found else None


def health(_obj: Any, _user: Any) -> tuple[str, dict[str, Any]]:
    """The way to the figures, from the page of all members; both are for coordinators only."""
    return "visits/slots/desk_network.html", {}


def houses_of(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The houses this member answers for, each with what it offers visitors."""
    found = list(Facility.objects.filter(signoff_person=user.pk).order_by("name"))
    return ("visits/slots/me_links.html", {"houses": found}) if found else None


def thanked(person: Any, _user: Any) -> tuple[str, dict[str, Any]] | None:
    """What this member was thanked for, as far as they show it."""
    found = list(queries.thanks_shown(person)[:10])
    return ("visits/slots/person_page.html", {"thanks": found}) if found else None


def own_links(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What else of this floor is a member's own."""
    return ("visits/slots/own_links.html", {}) if people.is_vetted(user) else None


def request_from_question(question: Question, user: Any) -> tuple[str, dict[str, Any]] | None:
    """For whoever asked: the way from a question to people who come and show it. Asks the database nothing."""
    if not is_author(user, question) or question.state == Question.State.HIDDEN:
        return None
    return "visits/slots/question_page.html", {"question": question}


def house(facility: Facility, user: Any) -> tuple[str, dict[str, Any]] | None:
    """For members: does this house receive visitors? For coordinators of the country: who answers for it?"""
    if not people.is_vetted(user):
        return None
    coordinates = people.coordinates(user, facility.country.iso2)
    members = members_for_user(user).filter(country=facility.country.iso2, state="active") if coordinates else []
    offer = HostOffer.objects.filter(facility=facility).prefetch_related("hours").first()
    is_yours = facility.signoff_person_id == user.pk
    if offer is None and facility.status != "open" and not coordinates and not is_yours:
        return None
    context: dict[str, Any] = {"facility": facility, "offer": offer, "is_yours": is_yours, "coordinates": coordinates}
    if offer:
        context["hours"] = [
            (WEEKDAYS[row.weekday], f"{row.from_hour:%H:%M} – {row.to_hour:%H:%M}") for row in offer.hours.all()
        ]
        context["closed"] = [MONTHS[month] for month in offer.months_closed]
    return "visits/slots/facility_page.html", {**context, "members": members}
