"""What can happen to a step? A coordinator writes it anew; what stood there before is kept. All writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from exchange.guide import claim_lifecycle as lifecycle
from exchange.guide.models import Step, StepVersion
from portal import clock
from portal.audit import actions as audit
from portal.moves import find_move, refuse_overtaken
from portal.search import index

Item = Mapping[str, str]  # slug, question, why


@transaction.atomic
def edit(user: Any, step: Step, words: Mapping[str, Any], items: Sequence[Item], *, seen: int | None = None) -> Step:
    """Write `words` (of `Step.WORDS`, the contexts, the language) and what there is to decide, in this order.

    An item keeps its slug, so that ticks on paths stay; one that is not named any more is taken away.
    """
    find_move(lifecycle.MOVES, lifecycle.STANDS, "edit", lifecycle.roles(user))
    row = Step.objects.select_for_update().get(pk=step.pk)
    refuse_overtaken(row.version, seen)
    before, now = _words(row), {**words, "to_decide": [dict(item) for item in items]}
    changed = sorted(name for name, value in now.items() if value != before[name])
    if not changed:
        return row
    StepVersion.objects.create(step=row, version=row.version, words=before, replaced_at=clock.now(), replaced_by=user)
    for name, value in words.items():
        setattr(row, name, value)
    row.version, row.edited_on = row.version + 1, clock.today()
    row.save()
    row.items.exclude(slug__in=[item["slug"] for item in items]).delete()
    for order, item in enumerate(items, 1):
        texts = {"order": order, "question": item["question"], "why": item["why"]}
        row.items.update_or_create(slug=item["slug"], defaults=texts)
    index.put(row)
    audit.record(user, "guide.step_edit", row, fields=changed, version=row.version)
    return row


def _words(row: Step) -> dict[str, Any]:
    names = (*Step.WORDS, "contexts", "language")
    items = [{"slug": one.slug, "question": one.question, "why": one.why} for one in row.items.all()]
    return {**{name: getattr(row, name) for name in names}, "to_decide": items}
