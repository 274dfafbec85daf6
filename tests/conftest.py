"""What does every test start from? Real rows, a clock that may travel, and mails that stay in the process."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts import bylines
from portal import clock
from portal.audit import triggers
from portal.search import codes, synonyms
from portal.vocabularies import queries as vocabularies
from tests import ready_tables, real_services


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if real_services.browser():
        return
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.skip(reason="needs Chromium"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(real_services.in_one_line())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[None]:
    """Django still looks whether a migration is missing; it finds all of them done."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.settings_dict["TEST"]["TEMPLATE"] = ready_tables.name_of_copied()
            yield
        else:
            with closing(ready_tables.copy_of_file()):
                yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests with real commits empty all tables with DELETE on SQLite, which the trail's trigger would refuse."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            triggers.remove(connection, "DELETE")
        # A database kept from an earlier run was left empty by its last tests.
        load_words()


@pytest.fixture(autouse=True)
def _fresh_house(settings: Any) -> Iterator[None]:
    """No clock offset and no kept vocabulary leaks from one test into the next; fast password hashes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Each new browser would read the list of all static files before its first page: a tenth of the suite's time.
    settings.WHITENOISE_AUTOREFRESH = True
    # Tests of the poke itself turn it on; all others must not need a broker.
    settings.POKE_DISPATCHER = False
    clock.set_offset(timedelta())
    vocabularies.forget()
    synonyms.forget()
    codes.forget()
    bylines.forget_counts()
    yield
    clock.set_offset(timedelta())
    vocabularies.forget()
    synonyms.forget()
    codes.forget()
    bylines.forget_counts()


@pytest.fixture
def travel() -> Callable[..., None]:
    """travel(days=3): move the clock on from where it is."""

    def move(**delta: float) -> None:
        clock.set_offset(clock.offset() + timedelta(**delta))

    return move


@pytest.fixture
def as_user() -> Callable[[Any], Client]:
    """as_user(user) or as_user(member): a browser in which that person is logged in."""

    def log_in(person: Any) -> Client:
        client = Client()
        client.force_login(getattr(person, "user", person), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def words_of_the_house(transactional_db: None) -> None:
    """Tests with real transactions empty all tables when they end; the lists that a migration loaded come back here."""
    load_words()


def load_words() -> None:
    """Load the lists that migrations load, where they are gone."""
    from portal.vocabularies.lists import LISTS
    from portal.vocabularies.models import AvoidedWord, Term

    if not Term.objects.exists():
        Term.objects.bulk_create(
            Term(vocabulary=vocabulary, slug=slug, label=label, scope=scope, group=group, order=order)
            for vocabulary, rows in LISTS.items()
            for order, (slug, label, scope, group) in enumerate(rows)
        )
    if not AvoidedWord.objects.exists():
        import_module("portal.vocabularies.migrations.0004_avoided_words").load(apps, None)
