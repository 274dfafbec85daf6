"""When is it counted anew which practices are about the same? A minute after any of them has changed; all together."""

from django.db import transaction

from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Nearness, Practice
from exchange.practices.nearness import Near, Told, nearest
from exchange.practices.sections import answered, words_of
from portal.ui.markdown import to_text


def count_anew() -> int:
    """Compare all that stands in lists where anything has changed; return how many rows have changed."""
    due = list(Practice.objects.filter(near_due=True).values_list("pk", flat=True))
    if not due:
        return 0
    with transaction.atomic():
        # Before reading: what changes meanwhile is due again.
        Practice.objects.filter(pk__in=due).update(near_due=False)
        return _keep(nearest([_told(practice) for practice in _written()]))


def _written() -> list[Practice]:
    """Return the originals; a translation stands where its original stands."""
    rows = Practice.objects.filter(state__in=WRITTEN, translation_of=None)
    return list(rows.prefetch_related("topics").order_by("pk"))


def _told(practice: Practice) -> Told:
    sections = [section for section in answered(words_of(practice)) if section.name != "title"]
    return Told(
        practice.pk,
        practice.audience,
        practice.language,
        frozenset(topic.slug for topic in practice.topics.all()),
        practice.title,
        " ".join(to_text(section.words) for section in sections),
    )


def _keep(found: list[Near]) -> int:
    """Write only what differs."""
    wanted = {(near.practice, near.other): near for near in found}
    stands = {(row.practice_id, row.other_id): row for row in Nearness.objects.all()}
    gone = [row.pk for pair, row in stands.items() if not _is_same(row, wanted.get(pair))]
    new = [near for pair, near in wanted.items() if pair not in stands or not _is_same(stands[pair], near)]
    Nearness.objects.filter(pk__in=gone).delete()
    Nearness.objects.bulk_create(
        (Nearness(practice_id=n.practice, other_id=n.other, score=n.score, topics=n.topics) for n in new),
        batch_size=500,
        ignore_conflicts=True,
    )
    return len(gone) + len(new)


def _is_same(row: Nearness, near: Near | None) -> bool:
    return near is not None and (row.score, row.topics) == (near.score, near.topics)
