"""Is every door closed that should be? All addresses, walked as every role; and what stands on the pages behind them."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from portal.audit.models import AuditEvent
from tests.house.expectations import EXPECTED, HOME, JOIN, LOGIN, ON
from tests.house.places import ROLES, Network, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]
ADDRESSES = list(addresses())
# On PostgreSQL these walk again: what is answered is asked of the database by the same code for the others.
LOOK_AGAIN = {"anonymous", "member", "coordinator"}
LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background"}


@pytest.fixture
def network():
    return Network()


def outcome(answer: Any) -> object:
    if answer.status_code != 302:
        return answer.status_code
    path = answer.url.split("?")[0]
    return {"/accounts/login/": LOGIN, reverse("accounts:application_status"): JOIN, "/home/": HOME}.get(path, ON)


def address(network: Network, name: str, route: str) -> str:
    return f"/{route}" if name == "admin:index" else reverse(name, kwargs=network.arguments(name, route))


def test_every_address_has_a_row():
    missing = [f"{name} ({route})" for name, route in ADDRESSES if name not in EXPECTED]
    assert missing == [], "add a row to tests/house/expectations.py, and what its places mean to places.py"


def test_every_row_has_an_address():
    assert set(EXPECTED) - {name for name, _route in ADDRESSES} == set()


# Pictures without a word about their reader: any browser may keep them.
SAME_FOR_ALL = {"world:map_file", "world:data_file"}


def test_each_role_sees_what_it_should(network):
    """One network for all roles: reading changes nothing, and building it seven times would take a minute."""
    wrong = []
    for place, role in enumerate(ROLES):
        if connection.vendor == "postgresql" and role not in LOOK_AGAIN:
            continue
        browser = network.browser(role)
        for name, route in ADDRESSES:
            answer = browser.get(address(network, name, route))
            wanted = EXPECTED[name][place] if name in EXPECTED else "a row"
            if outcome(answer) != wanted:
                wrong.append(f"{role}, {name}: {outcome(answer)} instead of {wanted}")
            wrong += [f"{role}, {name}: {what}" for what in flaws(answer)]
            if (
                role != "anonymous"
                and name not in SAME_FOR_ALL
                and "no-store" not in answer.headers.get("Cache-Control", "")
            ):
                wrong.append(f"{role}, {name}: the browser may keep it")
    assert wrong == [], "\n".join(wrong)


def test_a_stranger_changes_nothing(network):
    """Empty forms sent to other people's things leave no trace, and never end in an error."""
    before, broken = AuditEvent.objects.count(), []
    for role in ("anonymous", "applicant", "suspended", "former", "member"):
        browser = network.browser(role)
        for name, route in ADDRESSES:
            if "<int:pk>" in route or route.startswith("desk/"):
                answer = browser.post(address(network, name, route))
                if answer.status_code not in (200, 302, 403, 404, 405):
                    broken.append(f"{role}, {name}: {answer.status_code}")
    assert broken == []
    assert AuditEvent.objects.count() == before


class Reader(HTMLParser):
    """Finds in a page what the strict policy would block, and what would call somebody else's server."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.found.append(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"inline {name} on <{tag}>")
            # A page's own full address loads nothing.
            is_loaded = name in LOADS or (tag == "link" and name == "href" and given.get("rel") != "canonical")
            if is_loaded and (value or "").startswith(("http", "//")):
                self.found.append(f"{name}={value} on <{tag}>")


def flaws(answer: Any) -> list[str]:
    """Return what is wrong with an answer, whatever page it is."""
    policy = answer.headers.get("Content-Security-Policy", "")
    found = [] if policy.startswith("default-src 'none'") or "default-src 'none'" in policy else ["no policy"]
    if "unsafe" in policy or "http" in policy:
        found.append(f"a weak policy: {policy}")
    if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        reader = Reader()
        reader.feed(answer.content.decode())
        found += reader.found
    return found


def test_the_reader_of_pages_finds_what_it_should():
    reader = Reader()
    reader.feed('<script>x</script><p style="a" onclick="b"><img src="//x.example/a.png"><a href="javascript:x">')
    assert len(reader.found) == 5
