"""Which questions to the database are a page's own? The one rule for all floors.

Apart are, strictly: the session; the table of rate limits; savepoints; and who the reader is, each asked once in a
request: the user, the membership (with the consent of a peer), the coordinator's role, and which countries have
coordinators. Asked twice, the second counts. Everything else counts: the lamps of the frame around the page as well,
slots of other floors, and what a form asks for its choices. A page is opened twice and counted the second time, so
that what a process keeps for a minute (vocabularies, how many people fit a byline) is kept, as on any day but the first.
"""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST = 6
MOST_OF = {
    "search:search_page": 5,
    "site:dashboard": 8,
    # What waits of four floors: turns, applications, texts reported, texts offered, answers and questions reported; the
    # pipeline; statements, news and events that members propose; the lamps, which count world and library, too.
    "site:desk": 8,
}

ALWAYS_APART = ('"django_session"', '"portal_cache"')
ONCE_APART = (
    'FROM "accounts_user" WHERE "accounts_user"."id" =',
    'AS "has_peer_consent"',
    'FROM "accounts_coordinator" WHERE ("accounts_coordinator"."is_active" AND "accounts_coordinator"."user_id" =',
    'SELECT "accounts_coordinator"."countries" AS "countries" FROM',
)


def own(queries: list[str]) -> list[str]:
    """Return the queries that count."""
    left, seen = [], set()
    for sql in queries:
        who = next((start for start in ONCE_APART if start in sql), None)
        is_apart = sql.startswith(("SAVEPOINT", "RELEASE")) or any(table in sql for table in ALWAYS_APART)
        if is_apart or (who and who not in seen):
            seen.add(who)
        else:
            left.append(sql)
    return left


def asked(client: Any, path: str, *, is_known: bool = False) -> tuple[Any, list[str]]:
    """Open the page twice; return the answer and the queries that count of the second time, none where it is closed.

    `is_known`: somebody opened it just before, so what a process keeps is kept, and once is enough.
    """
    if not is_known and (answer := _fetched(client, path)).status_code != 200:
        return answer, []
    with CaptureQueriesContext(connection) as caught:
        answer = _fetched(client, path)
    if answer.status_code != 200:
        return answer, []
    return answer, own([row["sql"] for row in caught])


def _fetched(client: Any, path: str) -> Any:
    answer = client.get(path)
    if answer.streaming:
        # Read to its end it closes itself; closed once more, it would close the test's own connection.
        answer.getvalue()
    return answer


def counted(client: Any, path: str) -> int:
    """Return how many queries of its own a page makes."""
    answer, queries = asked(client, path)
    assert answer.status_code == 200
    return len(queries)
