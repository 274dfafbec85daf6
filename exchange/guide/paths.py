"""Which paths can this user list, and how far has one come? The one way to paths, for pages, papers and notices alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import Member, OrganisationDelegate
from exchange.guide.models import Path, PathProgress, Step
from exchange.guide.permissions import is_theirs
from portal import clock
from portal.rows import RowsOf, hold
from portal.vocabularies.queries import label


def for_user(user: Any) -> QuerySet[Path]:
    """Return the organisation's path and the reader's own; the organisation's first. For coordinators no others."""
    theirs = is_theirs(user)
    if theirs is None:
        return Path.objects.none()
    first = Case(When(organisation__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Path.objects.filter(theirs).select_related("organisation").order_by(first, "pk")


def progress_for_user(user: Any) -> QuerySet[PathProgress]:
    theirs = is_theirs(user)
    if theirs is None:
        return PathProgress.objects.none()
    return PathProgress.objects.filter(path__in=Path.objects.filter(theirs))


def walked_by(user: Any) -> list[Path]:
    """Return the user's paths, the organisation's first, each with how far it is and whose each step is: one query."""
    rows = RowsOf(PathProgress.objects.filter(path=OuterRef("pk")).select_related("owner__user"))
    found: list[Any] = list(for_user(user).annotate(rows=rows))
    for path in found:
        hold(path, "progress", path.rows)
    return found


def main_path(user: Any) -> Path | None:
    """Return the path whose ticks stand on the steps: the organisation's, where there is one, else one's own."""
    return next(iter(walked_by(user)), None)


@dataclass
class Stage:
    """One step of a path: what it is, and how far it has come; without a row it has not begun."""

    step: Step
    progress: PathProgress

    @property
    def is_done(self) -> bool:
        return self.progress.state == PathProgress.State.DONE

    @property
    def is_late(self) -> bool:
        due = self.progress.due_on
        return due is not None and not self.is_done and due < clock.today()

    @property
    def is_under_way(self) -> bool:
        return self.progress.state == PathProgress.State.DOING


def stages(path: Path, steps: Sequence[Step]) -> list[Stage]:
    """Return all steps with their progress; the path comes from `walked_by`."""
    rows = {row.step_id: row for row in path.progress.all()}
    return [Stage(step, rows.get(step.pk) or PathProgress(path=path, step=step, version=0)) for step in steps]


def count_done(found: Sequence[Stage]) -> int:
    return sum(one.is_done for one in found)


def colleagues(user: Any, path: Path, owner: int | None = None) -> list[Member]:
    """Return who can own a step: the reader, whoever owns it already, delegates, and members of the organisation who
    show others that they belong to it."""
    if path.organisation_id is None:
        return []
    everybody = Member.objects.filter(organisation=path.organisation_id, state=Member.State.ACTIVE)
    chosen = is_known() | Q(user=user.pk) | Q(pk=owner)
    return list(everybody.filter(chosen).select_related("user").order_by("category", "pk").distinct())


def is_known() -> Q:
    """Return the condition on members: everybody in the network may know to which organisation they belong."""
    delegates = OrganisationDelegate.objects.filter(organisation=F("member__organisation")).values("member")
    return Q(user__protected=False) & (Q(visibility__organisation="members") | Q(pk__in=delegates))


def called(member: Member | None, user: Any) -> str:
    """Return what an owner is called on the path: their role, never a name; protected members not even that.

    Needs `user` joined.
    """
    if member is None:
        return ""
    role = label("job-role", member.category)
    if member.user_id == user.pk:
        return _("%(role)s (you)") % {"role": role}
    return _("A colleague") if member.user.protected else role
