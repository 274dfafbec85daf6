"""What does the basement need to know of this room? Its notices, what can be found, and what waits at the desk."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator
from exchange.library import naming
from exchange.library.models import Reference
from exchange.statements import desk, files, notices, queries
from exchange.statements.lifecycle import ANNOUNCED, SHOWN
from exchange.statements.models import Audience, Event, NewsItem, Statement
from exchange.world.models import Country
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, public, slots
from portal.ui.markdown import to_text
from portal.uploads.registry import register_opener

MOST_SHOWN, MOST_ON_HOME = 3, 2
READERS = {Audience.PUBLIC: "public", Audience.MEMBERS: "members"}


def register() -> None:
    """Tell delivery, search and the named slots what this room knows; called once at start."""
    public.register_pages(public_pages)
    public.register_feed(public.Feed("statements:news_feed", _("Statements and news")))
    register_kinds(notices.texts, *notices.KINDS, asks=notices.ASKS)
    register_kind(
        SearchKind("statement", _("Statements"), Statement, statements_to_index, statement_entry, queries.listed_for)
    )
    register_kind(SearchKind("news", _("News"), NewsItem, news_to_index, news_entry, queries.listed_news_for))
    register_kind(SearchKind("event", _("Events"), Event, events_to_index, event_entry, queries.listed_events_for))
    register_opener(files.opened_to, files.places, files.title_of)
    slots.fill("desk_turn", proposals)
    slots.fill("country_page", statements_of_country)
    slots.fill("home", coming)
    room = naming.Room(_("Statements"), "statements:statement_page", naming_it, "slug", "title", "language")
    naming.register("statement", room)
    slots.fill("me_links", own_links)
    for model in desk.MODELS:
        counters.register("desk", partial(proposals_waiting, model))


def naming_it(reference: Reference, user: Any) -> QuerySet[Statement]:
    """A statement names a title by a link to its page."""
    return queries.listed_for(user).filter(body__contains=reverse("library:reference_page", args=[reference.slug]))


def statements_of_country(country: Country, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What was said on this country; one more is fetched to know whether there are others."""
    found = queries.running_first(queries.originals_for(user).filter(country_codes__contains=f" {country.iso2} "))
    rows = list(found[: MOST_SHOWN + 1])
    context = {"country": country, "statements": rows[:MOST_SHOWN], "has_more": len(rows) > MOST_SHOWN}
    return ("statements/parts/of_country.html", context) if rows else None


def coming(_obj: Any, _user: Any) -> tuple[str, dict[str, Any]] | None:
    """On the public home: the next events that everybody may come to; the same for all readers."""
    events = list(queries.coming_for(AnonymousUser())[:MOST_ON_HOME])
    return ("statements/parts/home.html", {"events": events}) if events else None


def own_links(member: Any, _user: Any) -> tuple[str, dict[str, Any]] | None:
    """The way to all that a member supports, from their own place."""
    return ("statements/parts/me_links.html", {}) if member else None


def proposals(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """What members proposed, for the one order of the desk: one line, due when the first is."""
    found = desk.proposals(user) if is_coordinator(user) else []
    return ("statements/parts/desk_line.html", {"turns": found[:1], "more": len(found) - 1}) if found else None


def proposals_waiting(model: type[Statement | NewsItem | Event], user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return queries.proposals_for(user, model) if is_coordinator(user) else None


def public_pages() -> Iterator[public.Found]:
    """What stands and is open to everybody, as the pages themselves say."""
    nobody = AnonymousUser()
    yield reverse("statements:statement_list"), None
    yield reverse("statements:news_list"), None
    listed = (queries.listed_for(nobody), queries.listed_news_for(nobody), queries.listed_events_for(nobody))
    for model, rows in zip(desk.MODELS, listed, strict=True):
        for slug, changed_at in rows.values_list("slug", "changed_at"):
            yield notices.address(model(slug=slug)), changed_at.date()


def statements_to_index() -> QuerySet[Statement]:
    return Statement.objects.filter(state__in=SHOWN).select_related("translation_of").prefetch_related("topics")


def news_to_index() -> QuerySet[NewsItem]:
    return NewsItem.objects.filter(state__in=ANNOUNCED)


def events_to_index() -> QuerySet[Event]:
    return Event.objects.filter(state__in=ANNOUNCED)


def statement_entry(statement: Any) -> Entry:
    """A translation has the readers of its original too: nobody reads more of it than of that."""
    original = statement.original
    audience = max(statement.audience, original.audience, key=lambda name: name == Audience.MEMBERS)
    is_shown = statement.state in SHOWN and original.state in SHOWN
    countries = statement.countries
    return Entry(
        title=statement.title,
        body="\n".join(filter(None, [statement.issuer, to_text(statement.body), to_text(statement.asked)])),
        url=notices.address(statement),
        readers=[READERS[Audience(audience)]] if is_shown else [],
        language=statement.language,
        translated_from=original.language if statement.translation_of_id else "",
        topics=[topic.slug for topic in statement.topics.all()],
        country=countries[0] if len(countries) == 1 else "",
        year=statement.issued_on.year,
        written_at=statement.published_at,
    )


def news_entry(item: NewsItem) -> Entry:
    return _entry(item, to_text(item.body), item.on.year)


def event_entry(event: Event) -> Entry:
    words = "\n".join(filter(None, [to_text(event.body), event.place, event.who_can_come]))
    return _entry(event, words, event.local_start.year)


def _entry(thing: NewsItem | Event, body: str, year: int) -> Entry:
    return Entry(
        title=thing.title,
        body=body,
        url=notices.address(thing),
        readers=[READERS[Audience(thing.audience)]] if thing.state in ANNOUNCED else [],
        language=thing.language,
        year=year,
        written_at=thing.published_at,
    )
