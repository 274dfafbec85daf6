"""What follows a change at once? Search and papers; and all translations, which go no further than their original."""

from exchange.practices import translation_notices
from exchange.practices.models import Practice, PracticeDocument
from portal.audiences import is_wider
from portal.audit import actions as audit
from portal.search import index


def spread(practice: Practice) -> None:
    """Something that stands beside it has changed: search and papers hold what is shown now, and nothing else."""
    practice.documents.all().delete()
    put(Practice.objects.get(pk=practice.pk))


def put(practice: Practice) -> None:
    """Bring search up to date, and the translations with it: their readers, topics and papers."""
    index.put(practice)
    if practice.translation_of_id is None:
        Practice.objects.filter(pk=practice.pk).update(near_due=True)
        for translation in Practice.objects.select_for_update().filter(translation_of=practice):
            _follow(translation, practice)


def _follow(translation: Practice, original: Practice) -> None:
    if is_wider(translation.audience, original.audience):
        translation.audience, translation.offered_public_at = original.audience, None
        audit.record(None, "practice.narrowed_with_original", translation, audience=original.audience)
        translation_notices.tell_narrowed(translation)
    elif is_wider(original.audience, translation.audience) and translation.state != Practice.State.DRAFT:
        translation_notices.tell_wider(translation, original)
    translation.perspective, translation.evidence_level = original.perspective, original.evidence_level
    translation.save(update_fields=["audience", "offered_public_at", "perspective", "evidence_level"])
    translation.topics.set(original.topics.all())
    PracticeDocument.objects.filter(practice=translation).delete()
    # Read anew, for what is written there depends on the original.
    index.put(Practice.objects.get(pk=translation.pk))


def words_changed(original: Practice) -> None:
    """After a new version: whoever translated it is told, unless nothing but choices changed."""
    newer, before = ([*original.revisions.all()[:2], None, None])[:2]
    is_same = newer is not None and before is not None and bool(before.words) and newer.words == before.words
    for translation in original.translations.all():
        if is_same and before is not None and translation.translated_version >= before.version:
            Practice.objects.filter(pk=translation.pk).update(translated_version=original.version)
        else:
            translation_notices.tell_changed(translation)
