"""The report is half filled in, kept as it grows, sent for sign-off, and becomes a practice."""

import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "What we learned about air",
    "answer_1": "Twelve changes an hour, measured.",
    "what_we_saw": "Two small booths, each with its own outlet, and a light outside.",
    "what_not": "The big room: too much old smoke.",
}


def url(asked):
    return f"/visits/{asked.pk}/report/"


def sign(asked):
    return f"/visits/{asked.pk}/report/sign-off/"


def signer(asked):
    return story.fresh(asked).turns.filter(act="sign-report").first().user


def test_it_is_half_filled_in_and_kept_as_it_grows(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    assert asked.title in browser.get(url(asked)).content.decode()
    browser.post(url(asked), {"title": "Air", "what_we_saw": "", "save": "1"})
    report = story.fresh(asked.visit.report)
    assert (report.state, report.title) == ("draft", "Air")


def test_it_is_sent_for_sign_off(as_user):
    asked = story.held()
    as_user(asked.requester).post(url(asked), {**WORDS, "send": "1"})
    report = story.fresh(asked.visit.report)
    assert (report.state, report.answers) == ("submitted", [WORDS["answer_1"]])
    assert as_user(asked.requester).get(url(asked))["Location"] == sign(asked)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": "Air"}, "title"), ({"what_we_saw": "Booths."}, "what_we_saw"), ({"what_not": "x" * 2001}, "what_not")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(as_user, changes, field):
    asked = story.held()
    page = as_user(asked.requester).post(url(asked), {**WORDS, **changes, "send": "1"})
    assert field in page.context["form"].errors
    assert WORDS["answer_1"] in page.content.decode()
    assert story.fresh(asked.visit.report).state == "due"


def test_only_the_side_that_learned_writes(as_user):
    asked = story.held()
    expert = asked.invitations.get(state="accepted").expert
    assert as_user(expert).get(url(asked)).status_code == 404
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    review = story.held("peer-review", title="Would somebody look at our night shift?")
    writer = review.invitations.get(state="accepted").expert
    assert as_user(writer).get(url(review)).status_code == 200
    assert as_user(review.requester).get(url(review)).status_code == 404


def test_sign_off_and_sending_back(as_user):
    asked = story.reported()
    person = as_user(signer(asked))
    assert "Please write a sentence" in person.post(sign(asked), {"return": "1", "word": "No."}).content.decode()
    person.post(sign(asked), {"return": "1", "word": "Please take the name of the street out."})
    writer = as_user(asked.requester)
    assert "name of the street" in writer.get(url(asked)).content.decode()
    writer.post(url(asked), {**WORDS, "send": "1"})
    as_user(signer(asked)).post(sign(asked), {"accept": "1"})
    assert story.fresh(asked).state == "closed"


def test_before_the_sign_off_nobody_else_reads_it_and_afterwards_those_who_took_part(as_user):
    asked = story.reported()
    expert = as_user(asked.invitations.get(state="accepted").expert)
    assert expert.get(sign(asked)).status_code == 404
    as_user(signer(asked)).post(sign(asked), {"accept": "1"})
    assert expert.get(sign(asked)).status_code == 200
    assert as_user(makers.member()).get(sign(asked)).status_code == 404


def test_the_writer_makes_it_a_practice_once(as_user):
    asked = story.closed()
    browser = as_user(asked.requester)
    assert "Make this a field practice" in browser.get(sign(asked)).content.decode()
    where = [browser.post(f"{url(asked)}practice/")["Location"] for _time in range(2)]
    assert where[0] == where[1]
    assert where[0].startswith("/practices/")
    expert = as_user(asked.invitations.get(state="accepted").expert)
    assert "Make this a field practice" not in expert.get(sign(asked)).content.decode()


def test_few_queries(as_user):
    asked = story.held()
    assert counted(as_user(asked.requester), url(asked)) <= 6
    done = story.closed(title="What we learned about the front door")
    assert counted(as_user(done.requester), sign(done)) <= 6
