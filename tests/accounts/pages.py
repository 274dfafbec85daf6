"""How do the tests of pages ask the same three questions? Strangers, GET for changes, flat queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

# What the frame of every page costs: who is there, and the numbers in its head.
NOT_COUNTED = (
    "COUNT(*)",
    'FROM "accounts_member" LEFT OUTER JOIN "accounts_organisation"',
    'FROM "accounts_coordinator" WHERE',
    "django_session",
    "portal_cache",
    '"accounts_user"."id" = ',
    "SAVEPOINT",
    "BEGIN",
    "COMMIT",
    "RELEASE",
)


def queries_of(client, url):
    """Return how many queries of its own a page needs, and what it answered."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return [q["sql"] for q in captured if not any(word in q["sql"] for word in NOT_COUNTED)]


def assert_flat(client, url, grow, *, most):
    """The page needs as many queries with ten more rows as with few."""
    before = queries_of(client, url)
    grow()
    after = queries_of(client, url)
    assert len(after) == len(before), "\n".join(after)
    assert len(after) <= most, "\n".join(after)
