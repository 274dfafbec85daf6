"""Who is told, and what? Whoever looks after a step, that its day comes near; nothing else of a path is ever told."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.guide import paths
from exchange.guide.models import PathProgress
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.ui.shipped import said

KINDS = ("guide.step_due",)


def tell_due(row: PathProgress) -> None:
    if row.owner is not None:
        outbox.notify("guide.step_due", f"guide.step_due:{row.pk}:{row.due_on}", [row.owner.user], {"progress": row.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words, as long as the step is the reader's and not done."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        ids = [notice.object_ids.get("progress") for notice in group]
        rows = paths.progress_for_user(recipient).filter(pk__in=ids, owner__user=recipient.pk, due_on__isnull=False)
        known = {row.pk: row for row in rows.exclude(state=PathProgress.State.DONE).select_related("step")}
        for notice in group:
            if row := known.get(notice.object_ids.get("progress", 0)):
                found[notice.pk] = _text(row)
    return found


def _text(row: PathProgress) -> NoticeText:
    body = _("“%(title)s”: you look after it until %(day)s.") % {
        "title": said(row.step.title),
        "day": date_format(row.due_on, "l j F") if row.due_on else "",
    }
    url = reverse("guide:path_step", args=[row.path_id, row.step.slug])
    return NoticeText(_("A step of your path comes near its day"), body, url, _("Go on with it"))
