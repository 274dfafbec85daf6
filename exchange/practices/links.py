"""What is a practice linked with, and which of it may this reader open? Literature, rooms and other practices."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.library.models import Reference
from exchange.library.queries import references_for_user, shown_title
from exchange.practices import queries
from exchange.practices.models import Evidence, Practice
from exchange.practices.place import REGION_AT_MOST
from exchange.world.models import Facility
from exchange.world.queries import facilities_for_user

LITERATURE, ROOM, PRACTICE = "literature", "room", "practice"
# Not set by the author: the same practice in other languages.
VERSION = "version"
# What is about the same.
RELATED = "related"
MOST_RELATED = 4
KINDS: dict[str, Promise] = {LITERATURE: _("Literature"), ROOM: _("Rooms"), PRACTICE: _("Other practices")}
PAGES = {
    LITERATURE: "library:reference_page",
    ROOM: "world:facility_page",
    PRACTICE: "practices:practice_page",
    VERSION: "practices:practice_page",
    RELATED: "practices:practice_page",
}
ORDER = list(PAGES)
MOST_FOUND = 8
RETRACTED, UNCHECKED = 2, 1


@dataclass(frozen=True)
class Link:
    """One thing that a practice is linked with: `key` is its slug or number."""

    kind: str
    key: str
    title: str
    language: str
    # Of what is about the same: how near, and the topics of both.
    score: int = 0
    topics: str = ""
    # Of literature: which way it points and why, and what a reader has to know before relying on it.
    side: str = ""
    words: str = ""
    flags: int = 0

    @property
    def is_retracted(self) -> bool:
        return bool(self.flags & RETRACTED)

    @property
    def is_unchecked(self) -> bool:
        return bool(self.flags & UNCHECKED)

    @property
    def shared(self) -> list[str]:
        return self.topics.split()

    @property
    def url(self) -> str:
        return reverse(PAGES[self.kind], args=[self.key])


def links_of(user: Any, practice: Practice) -> list[Link]:
    """Return what the reader may open of it, with one query; another practice that names this one is a link too.

    A translation has the links of its original; the other languages of both are among them.
    """
    told = practice.source
    literature = _columns(LITERATURE, _with_evidence(references_for_user(user).filter(practices=told), told))
    listed = queries.listed_for(user)
    found = literature.union(_columns(PRACTICE, listed.filter(Q(named_by=told) | Q(related=told))))
    found = found.union(_columns(VERSION, listed.filter(translation_of=told).exclude(pk=practice.pk)))
    if may_name_rooms(told):
        found = found.union(_columns(ROOM, facilities_for_user(user).filter(told_in=told)))
    found = found.union(_columns(RELATED, listed.filter(near_to__practice=told)))
    links = sorted((Link(*row) for row in found), key=lambda link: (ORDER.index(link.kind), link.title.casefold()))
    return [link for link in links if link.kind != RELATED] + _nearest(links)


def _nearest(links: list[Link]) -> list[Link]:
    """Return the few that are nearest, without those that are linked anyhow."""
    linked = {link.key for link in links if link.kind in {PRACTICE, VERSION}}
    near = [link for link in links if link.kind == RELATED and link.key not in linked]
    return sorted(near, key=lambda link: (-link.score, -int(link.key)))[:MOST_RELATED]


def set_by_author(user: Any, practice: Practice) -> list[Link]:
    """Return only what the author of it has linked, to be taken away again."""
    found = _columns(LITERATURE, references_for_user(user).filter(practices=practice))
    found = found.union(_columns(ROOM, facilities_for_user(user).filter(told_in=practice)))
    found = found.union(_columns(PRACTICE, queries.listed_for(user).filter(named_by=practice)))
    return sorted((Link(*row) for row in found), key=lambda link: (ORDER.index(link.kind), link.title.casefold()))


def candidates(user: Any, practice: Practice, kind: str, words: str) -> list[Link]:
    """Return what has all the words in its title (or authors, or town), of what the author may open."""
    if not words.strip():
        return []
    found: QuerySet[Any]
    if kind == LITERATURE:
        found = _with_words(references_for_user(user).exclude(practices=practice), words, "title", "authors")
    elif kind == ROOM:
        rooms = facilities_for_user(user).exclude(told_in=practice)
        rooms = rooms if may_name_rooms(practice) else rooms.none()
        found = _with_words(rooms, words, "name", "city", "country__name")
    else:
        others = queries.listed_for(user).filter(translation_of=None).exclude(pk=practice.pk).exclude(named_by=practice)
        found = _with_words(others, words, "title")
    return [Link(*row) for row in _columns(kind, found, in_order=True)[:MOST_FOUND]]


def may_name_rooms(practice: Practice) -> bool:
    """May it say which room it speaks of? Never nearer than its own place is told; needs `author__member` joined."""
    practice = practice.source
    if practice.perspective in REGION_AT_MOST or (practice.author is not None and practice.author.protected):
        return False
    return practice.show_author_as == Practice.ShowAs.NAME or queries.shows_its_country(practice)


def that_name(user: Any, end: Reference | Facility) -> list[Practice]:
    """Return the practices in the reader's lists that are linked with this title or room: the other end of the link."""
    listed = queries.listed_for(user)
    if isinstance(end, Reference):
        said = Evidence.objects.filter(practice=OuterRef("pk"), reference=end, state=Evidence.State.ACCEPTED)
        return list(listed.filter(references=end).annotate(side=Subquery(said.values("side")[:1]))[:20])
    return [practice for practice in listed.filter(facilities=end)[:40] if may_name_rooms(practice)][:20]


def _columns(kind: str, rows: QuerySet[Any], *, in_order: bool = False) -> QuerySet[Any, Any]:
    """Return (kind, key, title, language) of each, in columns of the same kinds, so that they can be put together."""
    names = {
        LITERATURE: ("slug", "title", "language"),
        ROOM: ("slug", "name", None),
        PRACTICE: ("pk", "title", "language"),
        VERSION: ("pk", "title", "language"),
        RELATED: ("pk", "title", "language"),
    }[kind]
    text = CharField(max_length=500)
    columns = [Cast(name, text) if name else Value("", output_field=text) for name in names]
    if kind == LITERATURE:
        columns[1] = Cast(shown_title(), text)
    rows = rows.select_related(None)
    is_near = kind == RELATED
    score = Cast("near_to__score" if is_near else Value(0), IntegerField())
    topics = Cast("near_to__topics" if is_near else Value(""), text)
    has_evidence = kind == LITERATURE and "side" in rows.query.annotations
    side, words = (Cast(name if has_evidence else Value(""), text) for name in ("side", "said"))
    flags = Cast("flags" if has_evidence else Value(0), IntegerField())
    found: QuerySet[Any, Any] = (rows if in_order else rows.order_by()).values_list(
        Value(kind, output_field=text), *columns, score, topics, side, words, flags
    )
    return found


def _with_evidence(references: QuerySet[Reference], practice: Practice) -> QuerySet[Any]:
    """Add what was said of each beside this practice, and what is wrong with it."""
    said = Evidence.objects.filter(practice=practice, reference=OuterRef("pk"), state=Evidence.State.ACCEPTED)
    retracted = Case(When(is_retracted=True, then=Value(RETRACTED)), default=Value(0), output_field=IntegerField())
    unchecked = Case(When(is_verified=False, then=Value(UNCHECKED)), default=Value(0), output_field=IntegerField())
    return references.annotate(
        side=Coalesce(Subquery(said.values("side")[:1]), Value("")),
        said=Coalesce(Subquery(said.values("words")[:1]), Value("")),
        flags=retracted + unchecked,
    )


def _with_words(rows: QuerySet[Any], words: str, *fields: str) -> QuerySet[Any]:
    for word in words.split()[:6]:
        wanted = Q()
        for name in fields:
            wanted |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(wanted)
    return rows
