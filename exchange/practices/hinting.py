"""When does a hint stand beside a text? Once before posting, and whenever the writer comes back; it never stops anybody."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from exchange.practices.models import Practice, Voice
from portal.vocabularies.hints import Hint, hints

FIELD = "left"
# Whose words are their own: nobody tells a service user how to speak.
NOT_CORRECTED = frozenset({"service-user"})


def new_hints(request: HttpRequest, form: Any, fields: Mapping[str, Any]) -> list[Hint]:
    """Return the hints that the writer has not been shown yet, and put all of them on the form's fields."""
    known = set(request.POST.get(FIELD, "").split())
    found = _show(form, fields, fields.get("perspective", ""), fields.get("language", "en"))
    return [hint for hint in found if _mark(hint) not in known]


def show_on(form: Any, practice: Practice) -> list[Hint]:
    """Put the hints of what is kept already on the fields of a form that is only looked at."""
    words = {name: getattr(practice, name, "") for name in form.fields}
    return _show(form, words, practice.perspective, practice.language)


def show_on_voice(form: Any, voice: Voice) -> None:
    """The same beside a second voice of the staff's side; what a service user says stays as they say it."""
    _show(form, {"words": voice.words}, voice.side, voice.language)


def left(request: HttpRequest, shown: Iterable[Hint]) -> str:
    """Return what the form carries on: the marks of all hints the writer has seen by now. No words of theirs."""
    return " ".join(sorted({*request.POST.get(FIELD, "").split()[:100], *(_mark(hint) for hint in shown)}))


def _show(form: Any, words: Mapping[str, Any], perspective: str, language: str) -> list[Hint]:
    if perspective in NOT_CORRECTED:
        return []
    found: list[Hint] = []
    for name, field in form.fields.items():
        text = words.get(name)
        if isinstance(text, str) and not hasattr(field, "choices"):
            field.soft_hints = hints(text, language)
            found += field.soft_hints
    return found


def _mark(hint: Hint) -> str:
    return hashlib.sha256(f"{hint.kind}|{hint.quote}".encode()).hexdigest()[:12]
