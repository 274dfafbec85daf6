"""Who is told, and what? Coordinators of what is proposed, whoever proposed it of the answer, members of a call."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.permissions import is_coordinator
from accounts.queries import coordinator_users_for
from exchange.statements import queries
from exchange.statements.models import Event, NewsItem, Statement
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.workdays import add_working_days

ASKS = ("statements.proposed",)
CALL = "statements.call"
KINDS = ("statements.published", "statements.declined", "statements.taken_back", CALL)
# A room under threat cannot wait for a week.
DAYS, DAYS_FOR_A_CALL = 5, 1
MODELS: dict[str, type[Statement | NewsItem | Event]] = {"statement": Statement, "newsitem": NewsItem, "event": Event}


def address(thing: Statement | NewsItem | Event) -> str:
    """Return where it stands."""
    if isinstance(thing, Statement):
        return reverse("statements:statement_page", args=[thing.slug])
    name = "statements:event_page" if isinstance(thing, Event) else "statements:news_page"
    return reverse(name, args=[thing.slug])


def _ids(thing: Statement | NewsItem | Event) -> dict[str, int]:
    return {str(thing._meta.model_name): thing.pk}


def _event(kind: str, thing: Statement | NewsItem | Event) -> str:
    return f"{kind}:{thing._meta.model_name}:{thing.pk}"


def ask_coordinators(thing: Statement | NewsItem | Event) -> None:
    """Only for what a member proposed: coordinators publish their own themselves."""
    if is_coordinator(thing.proposed_by):
        return
    countries = thing.countries if isinstance(thing, Statement) else []
    is_call = isinstance(thing, Statement) and thing.is_call
    people = coordinator_users_for(countries[0] if countries else "")
    due_at = answer_by(thing.created_at, is_call=is_call)
    outbox.notify(ASKS[0], _event(ASKS[0], thing), people, _ids(thing), answer_by=due_at)


def answer_by(proposed_at: datetime, *, is_call: bool) -> datetime:
    return add_working_days(proposed_at, DAYS_FOR_A_CALL if is_call else DAYS)


def tell_proposer(thing: Statement | NewsItem | Event, kind: str) -> None:
    outbox.notify(kind, _event(kind, thing), [thing.proposed_by], _ids(thing))


def tell_members(statement: Statement) -> None:
    """Every active member, once; the mail says no more than any other that there is news."""
    members = Member.objects.filter(state=Member.State.ACTIVE, user__is_active=True).select_related("user")
    people = [member.user for member in members if member.user_id != statement.proposed_by_id]
    outbox.notify(CALL, _event(CALL, statement), people, _ids(statement))


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; what was taken back, or decided meanwhile, is neither sent nor shown."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        for name, model in MODELS.items():
            about = [notice for notice in group if name in notice.object_ids]
            things = _things(reader, model, [notice.object_ids[name] for notice in about]) if about else {}
            for notice in about:
                thing = things.get(notice.object_ids[name])
                if thing is not None and _is_due(notice.kind, thing):
                    found[notice.pk] = _text(notice.kind, thing)
    return found


def _things(reader: Any, model: type[Any], ids: Sequence[int]) -> dict[int, Any]:
    open_ones = {Statement: queries.for_user, NewsItem: queries.news_for_user, Event: queries.events_for_user}[model]
    return {thing.pk: thing for thing in open_ones(reader).filter(pk__in=ids)}


def _is_due(kind: str, thing: Statement | NewsItem | Event) -> bool:
    if kind in ASKS:
        return thing.state == "draft"
    if kind == CALL:
        return thing.state == "published" and isinstance(thing, Statement) and not thing.is_over
    if kind == "statements.published":
        return thing.published_at is not None and thing.state != "withdrawn"
    return thing.state == "withdrawn"


def _text(kind: str, thing: Statement | NewsItem | Event) -> NoticeText:
    url, act = address(thing), ""
    said = {"title": thing.title, "reason": thing.reason}
    if kind in ASKS:
        heading, act = _("Somebody proposes something to publish"), _("Read it")
        body = _("“%(title)s”. Please read it, then publish it or say why not.") % said
    elif kind == CALL:
        heading = _("A room asks for support")
        body = _("“%(title)s”. What is asked, and until when, stands on its page.") % said
    elif kind == "statements.published":
        heading, body = _("What you proposed is published"), _("“%(title)s” has reached its readers.") % said
    elif kind == "statements.declined":
        heading = _("What you proposed is not published")
        body = _("“%(title)s”. The reason: %(reason)s") % said
    else:
        heading = _("A coordinator has taken back what you proposed")
        body = _("“%(title)s”. The reason: %(reason)s") % said
    return NoticeText(heading, body, url, act)
