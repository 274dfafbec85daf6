"""Which mails were sent in the demo? The letterbox as a page shows it, with links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from portal.delivery import letterbox
from portal.site.demo import people

KEPT = 300
ADDRESS = re.compile(r"(https?://[^\s<>\"]+)")
# allauth's codes: a line that holds nothing else, e.g. "HJK-LMN" or "123456".
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A letter and, by role and place, who it went to."""

    letter: letterbox.Letter
    to: str
    user_id: int | None
    text: SafeString
    code: str


def with_links(text: str) -> SafeString:
    """Escape a mail's text and make addresses of this very portal into links; other addresses stay words."""
    pieces = ADDRESS.split(text)
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: str) -> str | SafeString:
    if not piece.startswith(settings.SITE_URL + "/"):
        return piece
    return format_html('<a href="{}">{}</a>', piece.removeprefix(settings.SITE_URL), piece)


def code_in(letter: letterbox.Letter) -> str:
    found = CODE.search(letter.text)
    return found[1] if found else ""


def newest_first() -> list[Shown]:
    found = letterbox.read_letters(KEPT)
    users = {user.email: user for user in User.objects.filter(email__in={letter.to for letter in found})}
    return list(_shown(found, users))


def _shown(found: list[letterbox.Letter], users: dict[str, User]) -> Iterator[Shown]:
    for letter in found:
        user = users.get(letter.to)
        yield Shown(
            letter=letter,
            to=people.name_of(user) if user else letter.to,
            user_id=user.pk if user else None,
            text=with_links(letter.text),
            code=code_in(letter),
        )


def newest_code() -> tuple[str, str] | None:
    """Return (address, code) of the newest mail that carries a one-time code."""
    for letter in letterbox.read_letters(KEPT):
        if code := code_in(letter):
            return letter.to, code
    return None
