"""Where do mails go when no server is set? Into a folder (demo) or onto the terminal."""

import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ReadMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from portal import clock


@dataclass(frozen=True)
class Letter:
    """One mail as it lies in the folder."""

    name: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str


class LetterboxBackend(BaseEmailBackend):
    """Each mail becomes a file, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.LETTERBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            # By the house's clock, which only goes forward, so that a letter has the day that its reader lives in.
            moment = int(clock.now().timestamp() * 1_000_000) * 1000
            name = f"{moment:020d}-{secrets.token_hex(4)}.eml"
            unfinished = folder / f".{name}"
            with unfinished.open("wb") as file:
                file.write(message.message().as_bytes())
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(folder / name)
        return len(email_messages)


class TerminalBackend(BaseEmailBackend):
    """Prints what a person needs to go on, so that the first administrator can log in without a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            line = "=" * 72
            body = str(message.body).strip()
            sys.stdout.write(
                f"\n{line}\nMAIL (no mail server is set)\nTo: {', '.join(message.to)}\n"
                f"Subject: {message.subject}\n{'-' * 72}\n{body}\n{line}\n"
            )
        sys.stdout.flush()
        return len(email_messages)


def read_letters(limit: int = 100, *, to: str = "") -> list[Letter]:
    """Return the newest mails first, only those to one address if it is given."""
    found: list[Letter] = []
    for path in sorted(Path(settings.LETTERBOX_DIR).glob("[0-9]*.eml"), reverse=True):
        letter = _read(path)
        if not to or letter.to == to:
            found.append(letter)
        if len(found) == limit:
            break
    return found


def read_letter(name: str) -> Letter | None:
    """Return one mail by its name, or None; a name that points elsewhere is None too."""
    path = Path(settings.LETTERBOX_DIR) / name
    if path.name != name or path.suffix != ".eml" or not path.is_file():
        return None
    return _read(path)


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, ReadMessage)
    at = datetime.fromtimestamp(int(path.name.partition("-")[0]) / 1e9, UTC)
    return Letter(path.name, message["To"], message["Subject"], at, _part(message, "plain"), _part(message, "html"))


def _part(message: ReadMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return part.get_content() if part is not None else ""
