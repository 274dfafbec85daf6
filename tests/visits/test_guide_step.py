"""Does one button lead from a step of the guide to a request, and who is named beside it?"""

import pytest

from tests import makers
from tests.house.counting import counted
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def step():
    return makers.step(slug="neighbours", topics=["neighbours", "police"])


@pytest.fixture
def reader():
    makers.country("NL", legal_basis="guideline")
    return makers.member(organisation=makers.organisation(kind="planning-dcr"))


def test_the_request_starts_with_topic_stage_and_a_first_question(as_user, reader, step):
    browser = as_user(reader)
    assert "/visits/new/?step=neighbours&amp;kind=implementation" in browser.get("/guide/neighbours/").content.decode()
    assert step.title in browser.get("/visits/new/?step=neighbours").content.decode()
    answer = browser.post("/visits/new/?step=neighbours", {"kind": "remote-advice"})
    asked = VisitRequest.objects.get(requester=reader.user)
    assert answer.url == f"/visits/{asked.pk}/edit/2/"
    assert {topic.slug for topic in asked.topics.all()} == {"neighbours", "police"}
    assert (asked.stage, asked.questions, asked.state) == ("political-legal", [step.ask], "draft")


def test_a_step_that_is_none_starts_an_empty_request(as_user, reader):
    as_user(reader).post("/visits/new/?step=nothing", {"kind": "remote-advice"})
    assert VisitRequest.objects.get(requester=reader.user).questions == []


def test_places_are_compared_as_far_as_they_are_known(as_user, reader, step):
    makers.visit_request(
        requester=reader.user, organisation=reader.organisation, legal_basis="guideline", city_size="200k-1m",
        preferred_model="integrated", routes=["inhaling"],
    )  # fmt: skip
    makers.expert(
        "neighbours",
        name="Somebody Near",
        profile={
            "legal_bases": ["guideline"], "city_sizes": ["over-1m"], "room_models": ["mobile"], "routes": ["inhaling"],
            "has_opened_a_room": True,
        },
    )  # fmt: skip
    browser = as_user(reader)
    text = browser.get("/guide/neighbours/").content.decode()
    assert "Similar to your place in up to 4 of 5." in text
    assert "Under a law like yours: &lt;5." in text
    assert "A member <span" not in text, "fewer than five are listed, each on a line"
    for _number in range(4):
        makers.expert("neighbours", country="PT")
    text = browser.get("/guide/neighbours/").content.decode()
    assert "Similar to your place in 4 of 5" in text
    assert "5 members have done this themselves" in text
    assert "Somebody Near" not in text


def test_what_a_colleague_asked_in_confidence_and_who_is_protected_stay_out(as_user, reader, step):
    makers.visit_request(
        organisation=reader.organisation, legal_basis="trial", city_size="over-1m", confidentiality="sensitive"
    )
    makers.expert("neighbours", user=makers.user(protected=True), profile={"legal_bases": ["guideline"]})
    makers.expert("neighbours", profile={"legal_bases": ["guideline"]})
    text = as_user(reader).get("/guide/neighbours/").content.decode()
    assert text.count("Similar to your place in up to 1 of 2") == 1
    alone = as_user(makers.member()).get("/guide/neighbours/").content.decode()
    assert "Similar to your place" not in alone
    assert "Ask for help with this step" in alone


def test_many_experts_cost_as_much_as_one(as_user, reader, step):
    browser = as_user(reader)
    makers.expert("neighbours", organisation=makers.organisation())
    few = counted(browser, "/guide/neighbours/")
    for _number in range(4):
        makers.expert("neighbours")
        makers.reference(is_verified=True).topics.set(step.topics.all())
        makers.visit_request(organisation=reader.organisation, legal_basis="trial")
    assert counted(browser, "/guide/neighbours/") == few <= 6
