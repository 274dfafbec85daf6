"""How is a text that ships as data shown in the reader's language? Like every other string: collected, and looked up.

Only as long as it is the shipped text, letter by letter. What a person wrote in its place is shown as written, with its
language. Floors register what they ship; `manage.py messages` puts it into the catalogues.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext

# The text, and what it is: for those who translate it.
Text = tuple[str, str]
_sources: list[tuple[str, Callable[[], Iterable[Text]]]] = []


def register(file: str, read: Callable[[], Iterable[Text]]) -> None:
    """`file`: where the texts stand, below the house; `read` is called when the first of them is shown."""
    _sources.append((file, read))
    _known.cache_clear()


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield (file, text, what it is) of everything that ships."""
    for file, read in _sources:
        for text, what in read():
            if text:
                yield file, text, what


@cache
def _known() -> frozenset[str]:
    return frozenset(text for _file, text, _what in texts())


def said(text: str) -> str:
    """Return the text in the active language, where it is shipped and translated; else as it stands."""
    return gettext(text) if text in _known() else text


def language_of(text: str, written_in: str) -> str:
    """Return in which language `said` shows it, where that is not the active one; else ""."""
    is_shipped, active = text in _known(), get_language() or settings.LANGUAGE_CODE
    language = settings.LANGUAGE_CODE if is_shipped else written_in
    return "" if language == active or not text or (is_shipped and gettext(text) != text) else language


def in_all_languages(text: str) -> str:
    """Return the text and all its translations, for an index in which everybody finds it."""
    found = {text: None}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[said(text)] = None
    return "\n".join(found)
