"""Does the page of the network's health tell what happened, to coordinators alone, and nothing under five?"""

import csv
import re
from datetime import timedelta

import pytest

from accounts.models import PeerConsent
from portal import clock
from portal.audit.models import AuditEvent
from portal.vocabularies.models import Term
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import invitations

pytestmark = pytest.mark.django_db
PAGE = "/desk/network/health/"
COUNTRIES = (
    "AT",
    "BE",
    "CH",
    "DE",
    "FR",
    "LU",
    "NL",
    "DK",
    "EE",
    "FI",
    "IE",
    "LT",
    "LV",
    "NO",
    "SE",
    "GB",
    "ES",
    "GR",
    "IT",
    "PT",
)


def table(browser, slug, query=""):
    """Return the rows of a file, by the key of each."""
    answer = browser.get(f"{PAGE}{slug}.csv{query}")
    return {row["row"]: row for row in csv.DictReader(answer.content.decode().splitlines())}


@pytest.fixture
def desk():
    return makers.coordinator().user


def happened(asked, *steps):
    """Write the trail of a request as the moves would, one step a day; (state, day)."""
    before = "draft"
    for state, day in steps:
        at = clock.now() - timedelta(days=30 - day)
        AuditEvent.objects.create(
            at=at, action="visits.request_x", subject_type="visits.visitrequest", subject_id=asked.pk,
            from_state=before, to_state=state,
        )  # fmt: skip
        before = state


def network(desk, number, **fields):
    """Requests that were sent a month ago, read after two days, and found an expert five days later."""
    requester = makers.member().user
    expert = makers.expert("police", country="DE")
    for _one in range(number):
        asked = makers.visit_request(
            requester=requester,
            state="planning",
            windows=[],
            submitted_at=clock.now(),
            **{"topics": ["inhalation"], **fields},
        )
        happened(asked, ("submitted", 0), ("inviting", 2), ("planning", 7))
        row = asked.invitations.create(expert=expert, state="accepted", order=1, invited_at=clock.now())
        for before, after, day in (("suggested", "invited", 2), ("invited", "accepted", 7)):
            AuditEvent.objects.create(
                at=clock.now() - timedelta(days=30 - day), action="visits.invitation_x", subject_id=row.pk,
                subject_type="visits.invitation", from_state=before, to_state=after,
            )  # fmt: skip
    return expert


def test_the_actions_write_what_is_counted(as_user, desk):
    """Five requests go their way by the real actions; the clock moves between."""
    made = [story.submitted("remote-advice") for _one in range(5)]
    clock.set_offset(clock.offset() + timedelta(days=2))
    for asked in made:
        invitations.approve_list(story.desk_user(asked), asked, [makers.expert(country="NL")])
    clock.set_offset(clock.offset() + timedelta(days=3))
    for asked in made:
        story.accept(story.asked(asked)[0])
    browser = as_user(desk)
    states = table(browser, "states")
    assert [(states[name]["count"], states[name]["median"]) for name in ("submitted", "inviting")] == [
        ("5", "2.0"),
        ("5", "3.0"),
    ]
    assert table(browser, "outcomes")["found"]["requests"] == "5"
    assert (table(browser, "answering")["NL"]["yeses"], table(browser, "asking")["BE"]["requests"]) == ("5", "5")


def test_page_and_files_say_the_same(as_user, desk):
    network(desk, 6)
    browser = as_user(desk)
    page = browser.get(PAGE)
    for one in page.context["tables"]:
        told = [[row["row"], row["label"]] for row in table(browser, one.slug).values()]
        assert told == [[row.key, row.label] for row in one.rows], one.slug
    assert "of 6 requests" in page.content.decode()


def test_topics_that_nobody_has_done_are_named_with_what_to_do(as_user, desk):
    network(desk, 6)
    makers.expert("inhalation", depth="know")
    browser = as_user(desk)
    row = table(browser, "topics")["inhalation"]
    assert (row["requests"], row["experts_done"], row["experts_know"]) == ("6", "0", "<5")
    assert "/people/?topic=inhalation" in browser.get(PAGE).content.decode()


def test_nothing_under_five_is_told(as_user, desk):
    network(desk, 4)
    page = as_user(desk).get(PAGE)
    numbers = [cell.text for one in page.context["tables"] for row in one.rows for cell in row.cells]
    assert {words for words in numbers if re.fullmatch(r"<?[\d.]+|–", words)} == {"<5", "–"}
    assert [one.figure for one in page.context["headlines"]] == ["–", "–", "–"]


def test_nobody_is_named_and_no_peer_is_shown(as_user, desk):
    expert = network(desk, 6)
    PeerConsent.objects.create(member=expert, given_at=clock.now())
    page = as_user(desk).get(PAGE)
    assert expert.name not in page.content.decode()
    assert [one.figure for one in page.context["headlines"]][2] == "34 % or more"
    PeerConsent.objects.update(withdrawn_at=clock.now())
    assert [one.figure for one in as_user(desk).get(PAGE).context["headlines"]][2] == "66 % or less"


def test_period_and_kind_narrow(as_user, desk):
    network(desk, 6)
    network(desk, 5, kind="remote-advice")
    browser = as_user(desk)
    assert table(browser, "states", "?kind=remote-advice")["submitted"]["count"] == "5"
    assert table(browser, "states", "?period=all")["submitted"]["count"] == "11"
    assert table(browser, "states", f"?period={clock.today().year - 2}")["submitted"]["count"] == "<5"


def test_what_cannot_be_read_is_said_beside_the_field(as_user, desk):
    network(desk, 6)
    page = as_user(desk).get(f"{PAGE}?period=1812&kind=%00&x=1")
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"period", "kind"}
    assert page.context["tables"][0].rows[0].cells[0].text == "6"


def test_sensitive_requests_of_other_countries_are_not_counted(as_user, desk):
    network(desk, 6, confidentiality="sensitive", country="BE")
    german, belgian = makers.coordinator(countries=["DE"]), makers.coordinator(countries=["BE"])
    assert table(as_user(german.user), "asking") == {}
    assert table(as_user(belgian.user), "asking")["BE"]["requests"] == "6"


def test_a_new_network_is_told_what_comes(as_user, desk):
    page = as_user(desk).get(PAGE).content.decode()
    assert "Nothing to count yet" in page
    assert len(table(as_user(desk), "states")) == 6


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}states.csv"])
def test_strangers_find_nothing_and_nothing_is_changed(as_user, desk, address):
    assert as_user(makers.member()).get(address).status_code == 404
    assert as_user(desk).post(address).status_code == 405


def test_no_such_table(as_user, desk):
    assert as_user(desk).get(f"{PAGE}names.csv").status_code == 404


def test_the_desk_and_the_page_of_members_lead_there(as_user, desk):
    assert PAGE in as_user(desk).get("/desk/").content.decode()
    assert PAGE in as_user(desk).get("/desk/network/").content.decode()


def test_flat(as_user, desk):
    browser = as_user(desk)
    network(desk, 6)
    before = [counted(browser, address) for address in (PAGE, f"{PAGE}topics.csv")]
    network(desk, 12)
    assert [counted(browser, address) for address in (PAGE, f"{PAGE}topics.csv")] == before
    assert max(before) <= 6


def test_light_however_much_there_is(as_user, desk):
    """All topics, and twenty countries that ask and answer five times each."""
    slugs = list(Term.objects.filter(vocabulary="topic").values_list("slug", flat=True))
    for number, country in enumerate(COUNTRIES):
        network(desk, 5, country=country, topics=[slugs[number], slugs[-number - 1]])
    page = as_user(desk).get(PAGE)
    assert len(page.context["tables"][5].rows) == 20
    assert len(page.content) <= 30_000
