"""Where do all open requests stand? One dot each, on the desk's table edge."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Min, OuterRef
from django.utils.translation import gettext_lazy as _

from portal import clock
from visits import queries
from visits.models import VisitRequest

S = VisitRequest.State
# state -> what its clock promises
CLOCKS = {
    S.SUBMITTED: _("read within 5 working days"),
    S.INVITING: _("each answers within 5"),
    S.PLANNING: _("dates within 5"),
    S.CONFIRMED: _("calendar sent"),
    S.HELD: _("report within 30 days"),
}


@dataclass
class Stage:
    """One place at the table: the requests that stand there, as "lamp" (waits for the reader), "late" or "theirs"."""

    label: str
    clock: str
    dots: list[str] = field(default_factory=list)

    @property
    def late(self) -> int:
        return self.dots.count("late")


def stages(user: Any) -> list[Stage]:
    """Return the open states in order, with one query."""
    mine = queries.turns_for_user(user).filter(request=OuterRef("pk"))
    now = clock.now()
    found = {state: Stage(str(state.label), str(promise)) for state, promise in CLOCKS.items()}
    rows = queries.desk_requests_for_user(user).filter(state__in=CLOCKS).annotate(due_at=Min("turns__due_at"))
    rows = rows.annotate(is_mine=Exists(mine)).order_by("due_at", "pk")
    for is_mine, state, due_at in rows.values_list("is_mine", "state", "due_at"):
        is_late = due_at is not None and due_at < now
        found[S(state)].dots.append("late" if is_late else "lamp" if is_mine else "theirs")
    return list(found.values())
