"""What does each page cost? Questions to the database and bytes, of every page, with one row behind it and with many."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts import bylines
from portal.vocabularies import queries as vocabularies
from tests import makers
from tests.house import counting
from tests.house.crowd import fill
from tests.house.places import Network, addresses
from tests.house.test_urls import address

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
FEW, MORE = 1, 12
MOST_BYTES = 30_000
# Forms, not lists: what one may choose from is long (time zones, countries, bodies), whatever the network holds.
FORMS = {"accounts:profile_edit", "accounts:expert_profile", "visits:host_offer", "visits:costs_edit"}
FORMS |= {"library:reference_new", "library:reference_edit"}
# As long as the house has tables.
DJANGOS_OWN = {"admin:index"}

# On PostgreSQL these look, who see most kinds of pages: what each of the others costs is the same there.
# (All walks of the whole house are shorter there: the rules are those of the first walk, the questions are put anew.)
LOOK_AGAIN = ("anonymous", "coordinator", "requester", "author", "expert")

Place = tuple[str, str]  # address, who looks


def people(network: Network) -> dict[str, Any]:
    """Return those who see most: who coordinates (all countries, or one), who administers, and whose page it is."""
    return {
        "anonymous": None,
        "applicant": network.applicant,
        "coordinator": network.coordinator.user,
        "coordinator of one country": makers.coordinator(countries=["NL"]).user,
        "administrator": network.administrator,
        "requester": network.request.requester,
        "asker": network.asked.requester,
        "expert": network.expert.user,
        "invited": network.invited.user,
        "house": network.consent.person,
        "author": network.practice.author,
        "commenter": network.comment.author,
        "vouching": network.vouch.member.user,
        "uploader": network.upload.owner,
    }


def browser_of(user: Any) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def walk(network: Network, browsers: dict[str, Client], places: list[Place]) -> dict[Place, tuple[list[str], int]]:
    """Return the queries that count, and the bytes of HTML, of every place that opens."""
    routes, found = dict(addresses()), {}
    for name, who in places:
        # allauth keeps something for each person at the first visit.
        is_known = not name.startswith("account_") and any(known == name for known, _who in found)
        answer, queries = counting.asked(browsers[who], address(network, name, routes[name]), is_known=is_known)
        if answer.status_code == 200:
            is_page = answer.headers["Content-Type"].startswith("text/html")
            found[name, who] = (queries, len(answer.content) if is_page and not answer.streaming else 0)
    return found


def costliest(seen: dict[Place, tuple[list[str], int]]) -> list[Place]:
    """Return the two people for whom each address cost most: with many rows nobody else can cost more."""
    by_name: dict[str, list[Place]] = {}
    for place in sorted(seen, key=lambda place: (len(seen[place][0]), seen[place][1]), reverse=True):
        by_name.setdefault(place[0], []).append(place)
    return [place for places in by_name.values() for place in places[:2]]


def test_each_page_is_cheap_and_stays_so(monkeypatch):
    for kept in (bylines, vocabularies):
        monkeypatch.setattr(kept, "KEEP_SECONDS", 3600.0)  # this walk is slower than a day's readers
    network = Network()
    fill(network, FEW)
    readers = people(network)
    if connection.vendor == "postgresql":
        readers = {who: readers[who] for who in LOOK_AGAIN}
    browsers = {who: browser_of(user) for who, user in readers.items()}
    few = walk(network, browsers, [(name, who) for who in browsers for name, _route in addresses()])
    fill(network, MORE)
    wrong = []
    for place, (queries, size) in walk(network, browsers, costliest(few)).items():
        most, before = counting.MOST_OF.get(place[0], counting.MOST), few[place][0]
        if len(queries) > most or len(queries) != len(before):
            wrong += [f"{place}: {len(before)} queries with few rows, {len(queries)} with many, {most} allowed"]
            wrong += [f"    {sql[:60]} ... {sql[sql.find(' FROM ') :][:160]}" for sql in queries]
        if size > MOST_BYTES and place[0] not in FORMS | DJANGOS_OWN:
            wrong.append(f"{place}: {size} bytes")
    assert wrong == [], "\n".join(wrong)


def test_what_counts_and_what_is_apart():
    user, session = 'SELECT x FROM "accounts_user" WHERE "accounts_user"."id" = 1', 'SELECT x FROM "django_session"'
    page = 'SELECT x FROM "practices_practice"'
    assert counting.own([session, user, page, 'SAVEPOINT "a"', session]) == [page]
    assert counting.own([user, user]) == [user]
