"""How are words taken from a browser, so that what nobody changed comes back letter by letter?

Browsers end a line with two signs, our texts with one; and in a box of two lines somebody may press Enter.
"""

from typing import Any

from django import forms


class Words(forms.CharField):
    """A text of several lines."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return found.replace("\r\n", "\n") if isinstance(found, str) else found


class Line(forms.CharField):
    """One line, in a box that may show it on two."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return " ".join(found.split()) if isinstance(found, str) else found
