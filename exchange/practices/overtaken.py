"""What if a text moved on while somebody was writing? Both are shown; whoever sends again has seen the other."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from exchange.practices.differences import parts
from exchange.practices.models import Practice
from portal.ui import kept_typing

FIELD = "seen"


@dataclass(frozen=True)
class Other:
    """One answer that differs: from what stands there now to what was typed."""

    question: str
    parts: list[tuple[str, str]]


class Versioned(Protocol):
    """Something several windows may write: it counts its versions, and knows the form that saved it last."""

    @property
    def version(self) -> int: ...

    @property
    def saved_form(self) -> str: ...


def seen(request: HttpRequest, practice: Versioned, field: str = kept_typing.FIELD) -> int | None:
    """Return the version with which the writer began; None from a form that did not say.

    A form that saved it last itself has seen what stands there, also when the answer got lost on the way.
    """
    code = kept_typing.form_code(request, field)
    if code and code == practice.saved_form:
        return practice.version
    return number(request, FIELD)


def number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def others(form: Any, practice: Practice) -> list[Other]:
    """Return where the typed words differ from those that stand there now; the form keeps what was typed."""
    found = []
    for name, field in form.fields.items():
        typed, stands = form.cleaned_data.get(name), getattr(practice, name, None)
        if isinstance(typed, str) and isinstance(stands, str) and typed.strip() != stands.strip():
            found.append(Other(str(field.label), parts(stands, typed)))
    return found
