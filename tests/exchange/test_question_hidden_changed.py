"""Can whoever asked mend a hidden question, and does it stay hidden until a coordinator has read it again?"""

import pytest

from exchange.discussion import actions, question_care
from exchange.discussion.actions import question_care as care
from exchange.discussion.models import HiddenAsker, Question
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
BETTER = {"title": "Who has moved a smoking room?", "body": "Ours is an old building."}
WHY = "It names a street."


def told(user, kind=question_care.CHANGED):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


def fresh(question):
    return Question.objects.get(pk=question.pk)


def mend(question, **more):
    asker = question.author or question.hidden_asker.user
    return actions.edit_question(asker, question, {**BETTER, **more}, [makers.topic()])


@pytest.fixture
def desk():
    return makers.coordinator().user


@pytest.fixture
def question(desk):
    return actions.hide_question(desk, makers.question(), WHY)


def test_its_asker_changes_it_on_its_page_and_it_stays_hidden(as_user, question):
    asker, address = as_user(question.author), f"/questions/{question.pk}/edit/"
    page = asker.get(f"/questions/{question.pk}/").text
    assert address in page
    assert "a coordinator then reads it again" in page
    form = {
        "title": BETTER["title"],
        "topics": ["inhalation"],
        "audience": "members",
        "show_author_as": "name",
        "language": "en",
        "seen": question.version,
    }
    answer = asker.post(address, {**form, "title": "Short"})
    assert "error-summary" in answer.text
    answer = asker.post(address, form, follow=True)
    assert "A coordinator reads it again." in answer.text
    assert (fresh(question).state, fresh(question).title) == ("hidden", BETTER["title"])
    assert not SearchEntry.objects.filter(kind="question").exists()
    assert as_user(makers.member()).post(address, form).status_code == 404


def test_coordinators_hear_once_and_find_it_on_the_desk(as_user, question, desk):
    assert told(desk) == {}
    for _time in range(2):
        mend(fresh(question))
    (words,) = told(desk).values()
    assert words.url == f"/questions/{question.pk}/"
    assert BETTER["title"] not in words.heading + words.body
    page, queries = counting.asked(as_user(desk), "/desk/")
    assert "A hidden question, changed since" in page.text
    assert "One thing waits for you" in page.text
    assert len(queries) <= counting.MOST_OF["site:desk"]
    page, queries = counting.asked(as_user(desk), "/desk/moderation/")
    assert BETTER["title"] in page.text
    assert len(queries) <= counting.MOST


def test_a_coordinator_shows_it_again(as_user, question, desk):
    mend(question)
    page = as_user(desk).get(f"/questions/{question.pk}/").text
    assert "Changed since" in page
    assert "Leave it hidden" in page
    as_user(desk).post(f"/questions/{question.pk}/show/")
    assert (fresh(question).state, fresh(question).waits_since, fresh(question).hidden_reason) == ("open", None, "")
    assert told(desk) == {}
    assert told(question.author, question_care.SHOWN_AGAIN)
    assert SearchEntry.objects.filter(kind="question").exists()


def test_still_wrong_stays_hidden_with_a_new_reason(as_user, question, desk):
    mend(question)
    client, address = as_user(desk), f"/questions/{question.pk}/hide/"
    client.post(address, {"reason": ""})
    assert fresh(question).waits_since
    client.post(address, {"reason": "The second sentence still does."})
    assert (fresh(question).hidden_reason, fresh(question).waits_since) == ("The second sentence still does.", None)
    assert Notice.objects.filter(recipient=question.author, kind="discussion.question_hidden").count() == 2
    mend(fresh(question))
    assert Notice.objects.filter(recipient=desk, kind=question_care.CHANGED).count() == 2


@pytest.mark.parametrize("decision", ["kept", "hidden"])
def test_what_reports_hid_waits_for_their_decision_alone(as_user, desk, decision):
    question = makers.question()
    reports = [care.report_question(makers.member().user, question, reason="identifying") for _number in range(2)]
    mend(fresh(question))
    assert told(desk) == {}
    assert "Leave it hidden" not in as_user(desk).get(f"/questions/{question.pk}/").text
    with pytest.raises(MoveRefused):
        actions.hide_question(desk, question, WHY)
    care.decide_question(desk, reports[0], decision, WHY)
    assert fresh(question).waits_since is None
    assert fresh(question).state == ("open" if decision == "kept" else "hidden")


def test_whoever_asked_it_or_may_not_read_it_is_not_asked(as_user, desk):
    other = makers.coordinator().user
    own = makers.question(author=None, show_author_as="anonymous")
    HiddenAsker.objects.create(question=own, user=desk)
    mend(actions.hide_question(other, own, WHY), show_author_as="anonymous")
    assert told(desk) == {}
    assert told(other)
    assert "A hidden question" not in as_user(desk).get("/desk/").text
    assert "Show it again" not in as_user(desk).get(f"/questions/{own.pk}/").text
    with pytest.raises(MoveRefused):
        actions.show_question(desk, own)
    peers = makers.question(audience="peers-only", state="hidden", hidden_reason=WHY)
    before = Notice.objects.filter(kind=question_care.CHANGED).count()
    mend(peers)
    assert Notice.objects.filter(kind=question_care.CHANGED).count() == before


def test_readers_of_a_hidden_one_only_become_fewer(question):
    with pytest.raises(MoveRefused):
        actions.edit_question(makers.member().user, question, BETTER, [])
    narrow = mend(question, audience="coordinators")
    with pytest.raises(MoveRefused):
        mend(narrow, audience="members")
