"""How does a practice come to be told in another language? Its words only; who may read it, its original says."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.practices import queries, translation_notices, translations
from exchange.practices.actions.steps import lock, record
from exchange.practices.actions.writing import complete_practice, edit_practice, post_practice, save_draft
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import HiddenAuthor, Practice
from exchange.practices.permissions import is_author
from portal import clock
from portal.moves import MoveRefused
from portal.vocabularies.queries import label

# A draft that nobody touched for so long keeps nobody else from it.
LET_GO_AFTER = timedelta(days=30)
READERS = Practice.Audience


class Taken(MoveRefused):
    """Somebody translates it into this language already; `first` is their translation."""

    def __init__(self, first: Practice) -> None:
        self.first = first
        language = label("language", first.language)
        if first.state == Practice.State.DRAFT:
            said = _("Somebody is translating it into %(language)s at the moment. It will stand here when it is done.")
        else:
            said = _("It has been translated into %(language)s already. If something is wrong with it, say so there.")
        super().__init__(said % {"language": language})


@transaction.atomic
def begin_translation(user: Any, practice: Practice, language: str) -> Practice:
    """Return a draft for this member's words, or the one they have begun. Raises Taken when somebody was first."""
    original = Practice.objects.select_for_update().get(pk=practice.translation_of_id or practice.pk)
    if not queries.listed_for(user).filter(pk=original.pk).exists():
        raise MoveRefused(_("This text is not in the lists any more."))
    if language not in dict(translations.into(user, original)):
        raise MoveRefused(_("Translating is for somebody who reads both languages, as your profile says."))
    if known := _first(original, language, user):
        return known
    translation = Practice.objects.create(**_as_original(user, original), language=language)
    if translation.author_id is None:
        HiddenAuthor.objects.create(practice=translation, user=user)
    translation.topics.set(original.topics.all())
    record(user, translation, "translation_begun", "")
    return translation


def _first(original: Practice, language: str, user: Any) -> Practice | None:
    """Return the member's own draft; raise Taken where there is somebody else's, unless it is a draft that lies."""
    for row in original.translations.filter(language=language).order_by("pk"):
        is_draft = row.state == Practice.State.DRAFT
        if is_author(user, row) and is_draft:
            return row
        if not is_draft or row.changed_at > clock.now() - LET_GO_AFTER:
            raise Taken(row)
    return None


def _as_original(user: Any, original: Practice) -> dict[str, Any]:
    """Whoever translates their own anonymous text stays anonymous, unless they choose otherwise."""
    is_hidden = original.author_id is None and is_author(user, original)
    is_public = original.audience == READERS.PUBLIC
    now = clock.now()
    return {
        "translation_of": original,
        "translated_version": original.version,
        "author": None if is_hidden else user,
        "show_author_as": Practice.ShowAs.ANONYMOUS if is_hidden else Practice.ShowAs.ROLE_AND_COUNTRY,
        "audience": READERS.MEMBERS if is_public else original.audience,
        "perspective": original.perspective,
        "evidence_level": original.evidence_level,
        "place_shown": Practice.PlaceShown.NOWHERE,
        "created_at": now,
        "changed_at": now,
    }


@transaction.atomic
def save_translation(
    user: Any, translation: Practice, fields: Mapping[str, Any], *, looked_at: int, seen: int | None = None
) -> Practice:
    """Keep a draft, or change what is posted. `looked_at` is the version of the original that stood beside the words."""
    locked = lock(translation)
    save = save_draft if locked.state == Practice.State.DRAFT else edit_practice
    return _looked_at(save(user, locked, fields, seen=seen), looked_at)


@transaction.atomic
def post_translation(
    user: Any, translation: Practice, fields: Mapping[str, Any], *, looked_at: int, seen: int | None = None
) -> Practice:
    """Show it to its readers, as far told as the original is. Raises Taken when another one was posted meanwhile."""
    locked = lock(translation)
    if locked.state != Practice.State.DRAFT:
        return save_translation(user, locked, fields, looked_at=looked_at, seen=seen)
    original = locked.source
    if original.state not in WRITTEN:
        raise MoveRefused(_("The original is not in the lists any more. Your draft is kept."))
    saved = save_draft(user, locked, fields, seen=seen)
    others = original.translations.filter(language=saved.language).exclude(pk=saved.pk)
    if first := others.exclude(state=Practice.State.DRAFT).first():
        raise Taken(first)
    posted = _looked_at(post_practice(user, saved), looked_at)
    if original.state != Practice.State.NOTE:
        posted = complete_practice(user, posted)
    translation_notices.tell_author(posted, original)
    return posted


def _looked_at(translation: Practice, version: int) -> Practice:
    translation.translated_version = min(version, translation.source.version)
    translation.translated_on = clock.today()
    translation.save(update_fields=["translated_version", "translated_on"])
    return translation
