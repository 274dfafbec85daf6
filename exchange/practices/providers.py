"""What does the basement need to know of this floor?"""

from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator
from exchange.practices import (
    beside,
    care_notices,
    evidence_notices,
    files,
    links,
    moderation,
    notices,
    permissions,
    queries,
    review_notices,
    slip_notices,
    translation_notices,
    voice_notices,
    waiting_notices,
)
from exchange.practices.filters import from_there
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from exchange.practices.sections import answered, words_of
from portal.audiences import TOKEN, Audience
from portal.delivery.registry import register_kinds
from portal.rows import RowsOf, hold
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, public, slots
from portal.ui.markdown import to_text
from portal.uploads.registry import register_opener
from portal.vocabularies.models import Term

# Of reported texts so many stand on the desk, the next one for all the others.
MOST_REPORTS = 6
SHOWN_THERE = 3


def register() -> None:
    """Tell delivery, search, uploads and the named slots what this floor knows; called once at start."""
    register_kinds(notices.texts, *notices.KINDS)
    register_kinds(care_notices.texts, *care_notices.KINDS, asks=care_notices.FOR_MODERATORS)
    register_kinds(review_notices.texts, *review_notices.FOR_AUTHORS, asks=review_notices.ASKS)
    register_kinds(slip_notices.texts, *slip_notices.KINDS)
    register_kinds(voice_notices.texts, *voice_notices.KINDS, asks=voice_notices.ASKS)
    register_kinds(waiting_notices.texts, asks=waiting_notices.ASKS)
    register_kinds(translation_notices.texts, *translation_notices.KINDS)
    register_kinds(evidence_notices.texts, *evidence_notices.KINDS)
    counters.register("desk", reports_waiting)
    counters.register("desk", others_waiting)
    slots.fill("desk_turn", reports)
    register_kind(SearchKind("practice", _("Practices"), Practice, practices_to_index, entry_of, queries.findable_by))
    register_opener(files.opened_to, files.places, files.title_of)
    slots.fill("dashboard_new", newest)
    slots.fill("dashboard_side", drafts)
    slots.fill("dashboard_side", wanted)
    slots.fill("desk_turn", offers)
    slots.fill("reference_shelf", told_in)
    slots.fill("facility_page", told_in)
    slots.fill("country_page", told_there)
    public.register_feed(public.Feed("practices:practice_feed", _("Public field practices")))


def practices_to_index() -> QuerySet[Practice]:
    return (
        Practice.objects.filter(state__in=WRITTEN).select_related("translation_of").prefetch_related("topics", "voices")
    )


def entry_of(practice: Any) -> Entry:
    """What search keeps: no token of an anonymous author, and no country, which may describe too few people."""
    texts = [section.words for section in answered(words_of(practice)) if section.name != "title"]
    # For the practice's own readers: a voice whose author has not said yes to all of them is not among the words.
    texts += [voice.words for voice in practice.voices.all() if beside.is_shown(voice, practice.audience)]
    return Entry(
        title=practice.title,
        body="\n".join(to_text(text) for text in texts if text),
        url=reverse("practices:practice_page", args=[practice.pk]),
        readers=readers_of(practice),
        language=practice.language,
        translated_from=practice.translation_of.language if practice.translation_of else "",
        topics=[topic.slug for topic in practice.topics.all()],
        perspective=practice.perspective,
        evidence=practice.evidence_level,
        year=practice.posted_at.year if practice.posted_at else None,
        written_at=practice.posted_at,
    )


def readers_of(practice: Practice) -> list[str]:
    """Return the tokens that open its entry; of a translation none that does not open its original."""
    original = practice.translation_of
    if practice.state not in WRITTEN:
        return []
    if original is not None:
        is_open = original.state in WRITTEN and permissions.is_within(practice.audience, original.audience)
        return [TOKEN[Audience(practice.audience)]] if is_open else []
    own = [] if practice.author_id is None else [f"user:{practice.author_id}"]
    return [TOKEN[Audience(practice.audience)], *own]


def newest(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    tagged = Practice.topics.through._default_manager.filter(practice=OuterRef(OuterRef("pk"))).values("term")
    newest = queries.once(queries.listed_for(user), user).exclude(author_id=user.pk)
    found: list[Any] = list(newest.annotate(its_topics=RowsOf(Term.objects.filter(pk__in=tagged)))[:4])
    for practice in found:
        hold(practice, "topics", practice.its_topics)
    rows = [(practice, queries.byline(practice)) for practice in found]
    return ("practices/parts/dashboard_new.html", {"rows": rows}) if rows else None


def drafts(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    found = list(queries.drafts_of(user)[:5])
    return ("practices/parts/dashboard_side.html", {"drafts": found}) if found else None


def wanted(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The way to texts whose other side the reader could tell; asks the database nothing."""
    return ("practices/parts/dashboard_wanted.html", {}) if beside.sides_of(user) else None


def offers(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Texts to be opened to everybody, hidden ones to be read again, full ones to be read; only what one may read."""
    if not is_coordinator(user):
        return None
    by_reason: dict[str, list[Any]] = {"changed": [], "offered": [], "unread": []}
    for practice in at_the_desk(user)[1]:
        by_reason[practice.why].append(practice)
    offered = by_reason["offered"]
    context = {
        **by_reason,
        "behind": offered[0].alike - len(offered) if offered else 0,
        "waiting": sum(found[0].alike for found in by_reason.values() if found),
    }
    return ("practices/parts/desk_turn.html", context) if any(by_reason.values()) else None


def at_the_desk(user: Any) -> tuple[list[Any], list[Any]]:
    """Return reported texts, and others that wait; asked together, and kept on the user for this one page."""
    if not hasattr(user, "_texts_at_the_desk"):
        user._texts_at_the_desk = moderation.at_the_desk(user)
    found: tuple[list[Any], list[Any]] = user._texts_at_the_desk
    return found


def told_in(end: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On the page of a title or a room: the practices linked with it that the reader may read."""
    rows = [(practice, queries.byline(practice)) for practice in links.that_name(user, end)]
    return ("practices/parts/told_in.html", {"rows": rows}) if rows else None


def told_there(country: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On a country's page: the newest practices that show this country; one more is fetched to know of others."""
    found = queries.once(queries.listed_for(user).filter(from_there(country.iso2)), user)
    shown = list(found.order_by("-posted_at", "-pk")[: SHOWN_THERE + 1])
    if not shown:
        return None
    rows = [(practice, queries.byline(practice)) for practice in shown[:SHOWN_THERE]]
    context = {"rows": rows, "country": country, "has_more": len(shown) > SHOWN_THERE}
    return "practices/parts/told_there.html", context


def reports_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return moderation.waiting_for(user) if is_coordinator(user) else None


def others_waiting(user: Any) -> QuerySet[Any] | None:
    return moderation.apart_from_reports(user) if is_coordinator(user) else None


def reports(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Reported texts, each with its clock; of many, the first and a way to all."""
    found = at_the_desk(user)[0] if is_coordinator(user) else []
    shown, rest = found[:MOST_REPORTS], found[MOST_REPORTS:]
    if rest:
        shown.append(replace(rest[0], behind=len(rest)))
    return ("practices/parts/report_rows.html", {"turns": shown, "more": max(len(rest) - 1, 0)}) if found else None
