"""How many queries does a page make, besides those of the frame around every page?"""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Session, who the reader is, rate limits, kept vocabularies and bylines, and the lamps at the top of the page.
FRAME = ("django_session", "portal_cache", "vocabularies_", "delivery_notice", "accounts_membershipapplication")
WHO = ('FROM "accounts_user" WHERE', 'FROM "accounts_member" LEFT', 'FROM "accounts_coordinator" WHERE')
LAMPS = 'SELECT "visits_turn"."act"'
BYLINES = '"accounts_member"."category", "accounts_member"."country", "accounts_member"."visibility"'


def counted(client: Any, path: str) -> int:
    """Return the page's own queries; the page is opened twice, so that what a process keeps is kept."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len([row["sql"] for row in caught if not _is_frame(row["sql"])])


def _is_frame(sql: str) -> bool:
    head = sql.split(" WHERE ")[0]
    return (
        any(name in head for name in FRAME)
        or any(start in sql for start in WHO)
        or sql.startswith((LAMPS, "SAVEPOINT", "RELEASE"))
        or BYLINES in head
    )
