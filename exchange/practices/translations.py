"""Who may translate a practice into which language, and has its original moved on since?"""

from collections.abc import Mapping
from typing import Any

from accounts.permissions import languages_of
from exchange.practices.differences import Change, changes
from exchange.practices.models import Practice
from exchange.practices.sections import HEADINGS, words_of
from portal.vocabularies.queries import choices


def into(user: Any, practice: Practice) -> list[tuple[str, str]]:
    """Return the languages into which this member may translate it, with their names; none without the original's."""
    read, original = languages_of(user), practice.source.language
    if original not in read:
        return []
    return [(code, label) for code, label in choices("language") if code in read and code != original]


def asked(original: Practice) -> dict[str, str]:
    """Return what there is to translate: field name -> the original's words."""
    return {name: words for name, words in words_of(original).items() if words.strip()}


def is_behind(translation: Practice) -> bool:
    """Has the original changed since the translator looked at it?"""
    return translation.translated_version < translation.source.version


def changed_since(translation: Practice) -> list[Change]:
    """Return what differs between the original as it was translated and as it stands; nothing where that was wiped."""
    original = translation.source
    before: Mapping[str, Any] | None = (
        original.revisions.filter(version__lte=translation.translated_version).values_list("words", flat=True).first()
    )
    return changes(before, {name: getattr(original, name) for name in HEADINGS}) if before else []
