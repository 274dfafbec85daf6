"""What can happen to a path? It is begun; things on a step are ticked, decided, noted, given to somebody, done."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_vetted, member_of
from exchange.guide.lifecycle import MOVES
from exchange.guide.models import Path, PathProgress, Step
from exchange.guide.paths import colleagues
from exchange.guide.permissions import roles
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken

FIELDS = frozenset({"state", "ticks", "decisions", "notes", "owner", "due_on"})


@transaction.atomic
def start_path(user: Any) -> Path:
    """Begin the organisation's path, or one's own where there is no organisation. Begun twice it is the same one."""
    if not is_vetted(user):
        raise MoveRefused(_("Only members keep a path."))
    member = member_of(user)
    house = member.organisation if member else None
    path, is_new = Path.objects.get_or_create(**({"organisation": house} if house else {"user": user}))
    if is_new:
        audit.record(user, "guide.path_started", path)
    return path


@transaction.atomic
def save_progress(
    user: Any, path: Path, step: Step, fields: Mapping[str, Any], *, seen: int | None = None
) -> PathProgress:
    """Keep what was typed on a step. Raises Overtaken when somebody else saved it meanwhile; nothing is overwritten."""
    row = _locked(user, path, step)
    refuse_overtaken(row.version, seen)
    owner = fields.get("owner", row.owner)
    if owner is not None and owner != row.owner and owner not in colleagues(user, path):
        raise MoveRefused(_("A step is given to somebody of your own organisation."))
    if (owner, fields.get("due_on", row.due_on)) != (row.owner, row.due_on):
        row.told_of = None
    return _save(user, row, {name: value for name, value in fields.items() if name in FIELDS})


@transaction.atomic
def tick(user: Any, path: Path, step: Step, *, shown: Collection[str], ticked: Collection[str]) -> PathProgress:
    """Add and take away what the reader changed, and leave what a colleague ticked meanwhile."""
    row = _locked(user, path, step)
    known = set(step.items.values_list("slug", flat=True))
    now = (set(row.ticks) | (set(ticked) - set(shown))) - (set(shown) - set(ticked))
    state = PathProgress.State.DOING if now and row.state == PathProgress.State.OPEN else row.state
    return _save(user, row, {"ticks": sorted(now & known), "state": state})


@transaction.atomic
def mark(user: Any, path: Path, step: Step, state: str) -> PathProgress:
    """Say how far a step is."""
    return _save(user, _locked(user, path, step), {"state": state})


def _locked(user: Any, path: Path, step: Step) -> PathProgress:
    """Return the step's row, made where there is none yet; the path is locked, so that two do not make it."""
    locked = Path.objects.select_for_update().get(pk=path.pk)
    if not roles(user, locked):
        raise MoveRefused(_("Somebody else has to do this step."))
    row = PathProgress.objects.select_related("owner").filter(path=locked, step=step).first()
    return row or PathProgress(path=locked, step=step, version=0)


def _save(user: Any, row: PathProgress, fields: Mapping[str, Any]) -> PathProgress:
    before = row.state
    to = find_move(MOVES, before, fields.get("state", before), roles(user, row.path)).to
    for name, value in fields.items():
        setattr(row, name, value)
    row.state = to
    row.version += 1
    row.changed_at = row.path.changed_at = clock.now()
    row.save()
    row.path.save(update_fields=["changed_at"])
    # What was decided and noted is nobody else's: the trail holds no word of it.
    audit.record(user, "guide.progress_saved", row, from_state=before, to_state=to)
    return row
