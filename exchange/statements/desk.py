"""Which proposals wait for a coordinator? All three kinds in one question, what is due soonest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, CharField, QuerySet, Value, When

from exchange.statements import notices, queries
from exchange.statements.models import Event, NewsItem, Statement
from portal import clock

MODELS: tuple[type[Statement | NewsItem | Event], ...] = (Statement, NewsItem, Event)


@dataclass(frozen=True)
class Proposal:
    """One row of the desk."""

    what: str
    title: str
    language: str
    url: str
    due_at: datetime
    is_call: bool

    @property
    def is_late(self) -> bool:
        return self.due_at < clock.now()


def proposals(user: Any) -> list[Proposal]:
    parts = [_in_short(model, queries.proposals_for(user, model)) for model in MODELS]
    found = [_row(*values) for values in parts[0].union(*parts[1:], all=True)]
    return sorted(found, key=lambda row: row.due_at)


def _in_short(model: type[Statement | NewsItem | Event], rows: QuerySet[Any]) -> QuerySet[Any]:
    calls = When(kind=Statement.Kind.CALL, then=Value(True)) if model is Statement else When(pk=-1, then=Value(True))
    is_call = Case(calls, default=False, output_field=BooleanField())
    name = Value(str(model._meta.model_name), output_field=CharField())
    return rows.order_by().values_list(name, "slug", "title", "language", "created_at", is_call)


def _row(what: str, slug: str, title: str, language: str, created_at: datetime, is_call: bool) -> Proposal:
    model = notices.MODELS[what]
    return Proposal(
        what,
        title,
        language,
        notices.address(model(slug=slug)),
        notices.answer_by(created_at, is_call=is_call),
        is_call,
    )
