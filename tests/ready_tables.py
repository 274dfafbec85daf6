"""Must every worker walk through all migrations? No: one does, in a process of its own, and all copy what it made.

A whole run starts some ten seconds of work sooner for each worker, and a single test in two seconds instead of twelve.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

HOUSE = Path(__file__).parents[1]
KEPT = HOUSE / ".pytest_cache" / "tables"
# All that migrations are made of, with what they load.
MADE_OF = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/*/data/*",
    "portal/vocabularies/*.py",
    "portal/audit/*.py",
    "portal/search/*.py",
    "exchange/library/signs.py",
    "requirements.txt",
)


def fingerprint() -> str:
    total = hashlib.sha256()
    for path in sorted(found for pattern in MADE_OF for found in HOUSE.glob(pattern) if found.is_file()):
        total.update(str(path.relative_to(HOUSE)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def alone() -> Iterator[None]:
    """Hold off the other workers of this tree."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(database_url: str) -> None:
    """Walk through all migrations on an empty database, as whoever starts the portal does."""
    around = {**os.environ, "DATABASE_URL": database_url}
    for command in (("migrate", "-v", "0", "--run-syncdb"), ("createcachetable",)):
        subprocess.run([sys.executable, "manage.py", *command], cwd=HOUSE, env=around, check=True)


def copy_of_file() -> sqlite3.Connection:
    """Fill this process's database in memory; it lives as long as what is returned stays open."""
    ready = KEPT / f"{fingerprint()}.sqlite3"
    with alone():
        if not ready.exists():
            for older in KEPT.glob("*.sqlite3*"):
                older.unlink()
            migrate(f"sqlite:///{ready}.begun")
            begun = sqlite3.connect(f"{ready}.begun")
            begun.execute("PRAGMA journal_mode=DELETE")  # memory knows no log beside it
            begun.close()
            Path(f"{ready}.begun").rename(ready)
    held = sqlite3.connect(connection.creation._get_test_db_name(), uri=True, check_same_thread=False)
    source = sqlite3.connect(ready)
    source.backup(held)
    source.close()
    return held


def name_of_copied() -> str:
    """Return the PostgreSQL database to copy from: one beside the tests' own, made anew when migrations have changed."""
    name = f"test_{settings.DATABASES['default']['NAME']}_ready"
    with alone(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() != (fingerprint(),):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
            migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{fingerprint()}'")
    return name
