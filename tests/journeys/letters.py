"""What does somebody find in their mailbox, and where does it lead? Sent by the real dispatcher, read as it arrived."""

import re

from django.conf import settings

from portal.delivery import dispatch, letterbox
from portal.delivery.letterbox import Letter


def newest(to: str) -> Letter:
    """Empty the outbox, then return the newest mail to this address."""
    dispatch.run()
    found = letterbox.read_letters(1, to=to)
    assert found, f"no mail to {to}"
    return found[0]


def code_in(letter: Letter) -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-[A-Z0-9]{3,})\s*$", letter.text, re.MULTILINE)
    assert found, letter.text
    return found[1]


def link_in(letter: Letter) -> str:
    """Return the one neutral address that a mail leads to."""
    found = set(re.findall(rf"{re.escape(settings.SITE_URL)}/r/[\w-]+/", letter.text))
    assert len(found) == 1, letter.text
    return str(found.pop())


def says_nothing(letter: Letter, *words: str) -> None:
    """None of these words stands in subject, text or picture of the mail, its random parts apart."""
    # Random letters of an address can spell a short word, and "lamp" is one that a reader may have as their own.
    own = re.search(r"Your word: (.+)", letter.text)
    whole = re.sub(r"[\w-]{20,}", "", f"{letter.subject}\n{letter.text}\n{letter.html}")
    whole = whole.replace(own[1], "").casefold() if own else whole.casefold()
    said = [word for word in words if word.casefold() in whole]
    assert not said, f"{said} in {letter}"
