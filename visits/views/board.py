"""Where do all requests stand? The board: by state, what is due first before all others, narrowed by what is asked for."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import permissions as people
from accounts.countries import country_choices
from accounts.models import Coordinator
from portal import clock
from visits import queries, turns
from visits.clocks import coordinator_named
from visits.forms.board import BoardForm
from visits.lifecycle import ENDS
from visits.models import OpenCall, Turn, VisitRequest
from visits.views.desk import WITH_PEOPLE

A_PAGE = 25
R = VisitRequest.State
# In the order of the story; drafts are their requester's alone.
STATES = [state for state in R if state not in ENDS and state != R.DRAFT] + [state for state in R if state in ENDS]
WITHOUT_A_DAY = datetime(9999, 1, 1, tzinfo=UTC)
STAMP = "%Y%m%d%H%M%S%f"
IS_ASKING = Q(user=OuterRef("requester")) | Q(user=Coalesce(OuterRef("deputy"), 0))
WAITS: dict[str, Q] = {
    "me": Q(),  # narrowed to the reader below
    "desk": Q(act__in=turns.AT_DESK) | (Q(act="answer-dates") & ~IS_ASKING),
    "requester": IS_ASKING,
    "asked": Q(act="answer-invitation"),
    "house": Q(act="answer-as-host"),
}


@dataclass(frozen=True)
class Row:
    request: Any
    turn: turns.Turn | None
    whom: str


@dataclass(frozen=True)
class Chip:
    """One state, how many stand there, and the address that shows them."""

    label: str
    count: int
    url: str
    is_chosen: bool


@require_GET
def desk_requests(request: HttpRequest) -> HttpResponse:
    """All requests by state, open ones unless another state is asked for; deep pages go on after the last row."""
    if not people.is_coordinator(request.user):
        raise Http404
    everything = queries.desk_requests_for_user(request.user)
    form = BoardForm(request.GET, countries=_countries(everything), coordinators=_coordinators())
    form.is_valid()  # what cannot be read is said beside the field and narrows nothing
    chosen = form.cleaned_data
    found = narrowed(everything, chosen, request.user)
    counts = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    state = request.GET.get("state", "")
    shown = found.filter(state=state) if state in STATES else found.exclude(state__in=ENDS)
    page, mark = _page(shown, request.GET.get("after", ""))
    rows = [_row(one, request.user) for one in page]
    context = {
        "form": form,
        "rows": rows,
        "groups": [(R(name).label, counts.get(name, 0), list(group)) for name, group in groupby(rows, _state_of)],
        "chips": _chips(request, counts, state),
        "next": _address(request, after=mark) if mark else "",
        "first": _address(request, after="") if request.GET.get("after") else "",
        "is_narrowed": bool(state) or any(chosen.values()),
        "now": clock.now(),
    }
    return render(request, "visits/desk_requests.html", context)


def narrowed(rows: QuerySet[VisitRequest], chosen: dict[str, Any], reader: Any) -> QuerySet[VisitRequest]:
    """Leave what fits all that was chosen; an empty answer narrows nothing."""
    for name in ("kind", "country", "coordinator"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if chosen.get("sensitive"):
        rows = rows.filter(confidentiality="sensitive")
    if chosen.get("call"):
        rows = rows.filter(calls__state=OpenCall.State.RUNNING)
    waiting = Turn.objects.filter(request=OuterRef("pk"))
    if chosen.get("waits") == "me":
        rows = rows.filter(Exists(waiting.filter(user=reader.pk)))
    elif chosen.get("waits"):
        rows = rows.filter(Exists(waiting.filter(WAITS[chosen["waits"]])))
    if chosen.get("late"):
        rows = rows.filter(Exists(waiting.filter(due_at__lt=clock.now())))
    return rows


def _page(rows: QuerySet[VisitRequest], after: str) -> tuple[list[Any], str]:
    """Return a page's rows and the mark after which the next one begins; a mark nobody gave begins at the front."""
    soonest = Turn.objects.filter(request=OuterRef("pk"), due_at__isnull=False).order_by("due_at").values("due_at")[:1]
    place = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(STATES)),
        default=Value(len(STATES)),
        output_field=IntegerField(),
    )
    running = OpenCall.objects.filter(request=OuterRef("pk"), state=OpenCall.State.RUNNING)
    rows = rows.annotate(
        place=place,
        due_at=Subquery(soonest),
        due=Coalesce(Subquery(soonest), Value(WITHOUT_A_DAY)),
        call_until=Subquery(running.values("until")[:1]),
    )
    if mark := _read(after):
        number, due, pk = mark
        rows = rows.filter(Q(place__gt=number) | Q(place=number, due__gt=due) | Q(place=number, due=due, pk__gt=pk))
    rows = rows.only(
        "title", "kind", "country", "state", "confidentiality", "requester", "deputy", "stage", "escalation"
    )
    found = list(rows.order_by("place", "due", "pk").prefetch_related(WITH_PEOPLE)[: A_PAGE + 1])
    if len(found) <= A_PAGE:
        return found, ""
    last: Any = found[A_PAGE - 1]
    return found[:A_PAGE], f"{last.place}_{last.due.astimezone(UTC):{STAMP}}_{last.pk}"


def _read(mark: str) -> tuple[int, datetime, int] | None:
    try:
        number, due, pk = mark.split("_")
        return min(int(number), len(STATES)), datetime.strptime(due, STAMP).replace(tzinfo=UTC), min(int(pk), 2**62)
    except ValueError:
        return None


def _row(asked: VisitRequest, reader: Any) -> Row:
    turn = turns.whose_turn(asked, reader)
    if turn and turn.row and turn.act in turns.AT_DESK:
        return Row(asked, turn, coordinator_named(turn.row))
    return Row(asked, turn, turn.who if turn else "")


def _state_of(row: Row) -> str:
    return str(row.request.state)


def _chips(request: HttpRequest, counts: dict[str, int], chosen: str) -> list[Chip]:
    total = sum(count for state, count in counts.items() if state not in ENDS)
    first = Chip("", total, _address(request, state="", after=""), chosen not in STATES)
    return [
        first,
        *(
            Chip(str(state.label), counts.get(state, 0), _address(request, state=state, after=""), chosen == state)
            for state in STATES
            if counts.get(state) or chosen == state
        ),
    ]


def _address(request: HttpRequest, **changed: str) -> str:
    """Return this page's address with some answers changed; "" takes one away."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}"


def _countries(rows: QuerySet[VisitRequest]) -> list[tuple[str, str]]:
    known = set(rows.order_by().values_list("country", flat=True).distinct())
    return [pair for pair in country_choices() if pair[0] in known]


def _coordinators() -> list[tuple[str, str]]:
    """Return who may be in charge; coordinators know each other by name."""
    rows = Coordinator.objects.filter(is_active=True).annotate(name=F("user__member__name")).order_by("name", "pk")
    return [(str(row.pk), row.name or str(row)) for row in rows]
