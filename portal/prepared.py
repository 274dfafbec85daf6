"""Has anything changed since tables and data were last brought up to date? If not, a start saves two seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# What a start looks at: tables, shipped data, words, and the packages that bring tables of their own.
WATCHED = ("*/migrations/*.py", "*/*/migrations/*.py", "*/*/data/*", "portal/site/demo/*.json", "locale/*/*/*.po")
PACKAGES = "requirements.txt"


def stamp_file() -> Path:
    return settings.DATA_DIR / "prepared"


def watched() -> Iterator[Path]:
    yield settings.BASE_DIR / PACKAGES
    for pattern in WATCHED:
        yield from sorted(settings.BASE_DIR.glob(pattern))


def fingerprint() -> str:
    """Return one hash over names, sizes and hours of what is watched, and over which database and house it is for."""
    total = hashlib.sha256(f"{settings.DATABASES['default']['NAME']}|{settings.DEMO}".encode())
    for path in watched():
        facts = path.stat()
        total.update(f"{path}|{facts.st_size}|{facts.st_mtime_ns}".encode())
    return total.hexdigest()


def is_up_to_date() -> bool:
    """Only for a database in a file that is still there: what happens to a server's tables is not seen from here."""
    if not settings.IS_SQLITE or not Path(settings.DATABASES["default"]["NAME"]).exists():
        return False
    return stamp_file().exists() and stamp_file().read_text() == fingerprint()


def note() -> None:
    """Remember that everything is there; called after all of it succeeded."""
    stamp_file().write_text(fingerprint())
