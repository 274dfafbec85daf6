"""How does somebody make a word bold or a list, who does not know the signs? Examples, put under what they have written."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

FIELD = "sign"


def examples() -> list[tuple[str, str, str]]:
    """Return each sign: its name, what the button says, and an example as it is typed."""
    return [
        ("bold", _("Bold"), _("**what matters**")),
        ("list", _("List"), _("- first\n- second")),
        ("link", _("Link"), _("[the words](https://example.org)")),
        ("quote", _("Quote"), _("> what somebody said")),
    ]


def added(data: QueryDict, field: str = "body") -> dict[str, Any] | None:
    """Return what was typed with the example of the pressed button under it; None when no button of these was pressed."""
    found = {name: example for name, _label, example in examples()}.get(data.get(FIELD, ""))
    if found is None:
        return None
    typed = data.get(field, "").rstrip()
    return {**data.dict(), field: f"{typed}\n\n{found}" if typed else found}


def quoted(words: str) -> str:
    """Return somebody's words as a quotation to answer under."""
    lines = "\n".join(f"> {line}" for line in words.strip().splitlines())
    return f"{lines}\n\n"
