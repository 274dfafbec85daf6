"""How does the database itself keep the trail from being changed? Triggers that refuse UPDATE and DELETE.

The models refuse too; the triggers stand against a console, a script or an injected statement with the portal's own
rights. Whoever owns the tables can take triggers off again, so this shows tampering no better than the backups do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection as default_connection
from django.db import transaction

TABLE = "audit_auditevent"
MOMENTS = ("UPDATE", "DELETE")

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$
"""


def install(connection: Any, *moments: str) -> None:
    """Put the triggers on; safe to call twice."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for moment in moments or MOMENTS:
            _drop(connection, cursor, moment)
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE TRIGGER audit_no_{moment.lower()} BEFORE {moment} ON {TABLE} "
                    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
                )
            elif connection.vendor == "sqlite":
                cursor.execute(
                    f"CREATE TRIGGER audit_no_{moment.lower()} BEFORE {moment} ON {TABLE} "
                    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
                )


def remove(connection: Any, *moments: str) -> None:
    """Take the triggers off."""
    with connection.cursor() as cursor:
        for moment in moments or MOMENTS:
            _drop(connection, cursor, moment)


@contextmanager
def deleting_allowed() -> Iterator[None]:
    """For the retention job alone: old months may go inside this one transaction, for nobody else meanwhile."""
    with transaction.atomic():
        remove(default_connection, "DELETE")
        yield
        install(default_connection, "DELETE")


def _drop(connection: Any, cursor: Any, moment: str) -> None:
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS audit_no_{moment.lower()}{on_table}")
