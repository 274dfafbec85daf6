"""What was asked of the list, and which practices answer it? All of it stands in the address, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.bylines import countries_told
from accounts.countries import country_name
from accounts.permissions import is_vetted
from exchange.practices import queries
from exchange.practices.files import shown_files
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from exchange.practices.place import shown_in
from portal.vocabularies import queries as vocabularies

I_READ = "i-read"
WITH_FILES = "with"
A_PAGE = 20
# How it is sorted -> the column; never by how often something is read or liked.
ORDERS = {"": "posted_at", "changed": "changed_at"}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What was chosen: filter name -> value, how it is sorted, and after which row to go on."""

    chosen: dict[str, str]
    sort: str = ""
    after: tuple[datetime, int] | None = None

    def address(self, **changes: str) -> str:
        """Return the query of the list's address with these changes; the page always begins anew, unless said."""
        said = {**self.chosen, "sort": self.sort, **changes}
        return urlencode({name: value for name, value in said.items() if value})


def choices_for(user: Any) -> dict[str, Choices]:
    """Return what may be chosen in each filter, topics apart; without any query."""
    languages = vocabularies.choices("language")
    if is_vetted(user):
        languages = [(I_READ, _("Languages I read")), *languages]
    return {
        "perspective": vocabularies.choices("perspective"),
        "language": languages,
        "country": sorted(((code, country_name(code)) for code in countries_told()), key=lambda pair: pair[1]),
        "state": [(state, str(capfirst(Practice.State(state).label))) for state in WRITTEN],
        "evidence": vocabularies.choices("evidence-level"),
        "files": [(WITH_FILES, _("With files"))],
    }


def read(params: Mapping[str, str], choices: Mapping[str, Choices]) -> Asked:
    """Read the address; what cannot be chosen counts as not chosen."""
    known = {name: {slug for slug, _label in pairs} for name, pairs in choices.items()}
    known["topic"] = {term.slug for term in vocabularies.terms("topic")}
    chosen = {name: params.get(name, "") for name in known if params.get(name, "") in known[name]}
    sort = params.get("sort", "") if params.get("sort", "") in ORDERS else ""
    return Asked(chosen, sort, _mark(params.get("after", "")))


def narrowed(practices: QuerySet[Practice], asked: Asked, user: Any) -> QuerySet[Practice]:
    chosen = asked.chosen
    wanted = Q()
    if topic := chosen.get("topic"):
        wanted &= Q(topics__vocabulary="topic", topics__slug=topic)
    for name, field in (("perspective", "perspective"), ("state", "state"), ("evidence", "evidence_level")):
        if chosen.get(name):
            wanted &= Q(**{field: chosen[name]})
    if chosen.get("language") == I_READ:
        wanted &= Q(language__in=queries.reads(user))
    elif chosen.get("language"):
        wanted &= Q(language=chosen["language"])
    if chosen.get("country"):
        wanted &= from_there(chosen["country"])
    if chosen.get("files"):
        with_files = shown_files().values("practice")
        wanted &= Q(translation_of=None, pk__in=with_files) | Q(translation_of__in=with_files)
    found = practices.filter(wanted)
    # Who asks for one language gets what there is in it; for all others each practice stands there once.
    return found if chosen.get("language") not in (None, "", I_READ) else queries.once(found, user)


def from_there(country: str) -> Q:
    """Return which practices show this country; a translation does where its original does."""
    there = Practice.objects.filter(shown_in(country)).values("pk")
    return Q(translation_of=None, pk__in=there) | Q(translation_of__in=there)


def page_of(practices: QuerySet[Practice], asked: Asked) -> tuple[list[Practice], str]:
    """Return the rows after the mark, and the mark of the last one where more follow; else ""."""
    column = ORDERS[asked.sort]
    if asked.after:
        at, pk = asked.after
        practices = practices.filter(Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": pk}))
    rows = list(practices.order_by(f"-{column}", "-pk")[: A_PAGE + 1])
    if len(rows) <= A_PAGE:
        return rows, ""
    last = rows[A_PAGE - 1]
    at = getattr(last, column) or _BEGINNING
    return rows[:A_PAGE], f"{(at - _BEGINNING) // timedelta(microseconds=1)}.{last.pk}"


def chips(asked: Asked, choices: Mapping[str, Choices]) -> list[tuple[str, str]]:
    """Return (label, address without it) of everything that is chosen."""
    found = []
    for name, value in asked.chosen.items():
        label = vocabularies.label("topic", value) if name == "topic" else dict(choices[name])[value]
        found.append((label, asked.address(**{name: ""})))
    return found


def _mark(text: str) -> tuple[datetime, int] | None:
    moment, _dot, pk = text.partition(".")
    if not (text.isascii() and moment.isdigit() and pk.isdigit() and len(moment) < 18 and len(pk) < 18):
        return None
    try:
        return _BEGINNING + timedelta(microseconds=int(moment)), int(pk)
    except OverflowError:
        return None
