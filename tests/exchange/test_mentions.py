"""Can a member turn to up to three of the directory, without learning who is protected, a peer, or a reader?"""

import pytest
from django.core.cache import cache

from accounts import bylines
from accounts.models import Member, PeerConsent
from exchange.discussion import actions, telling
from exchange.discussion.models import Told
from portal import clock
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_talked_yet():
    cache.clear()


def turn_to(client, question, *numbers, **more):
    fields = {"body": "What do you think?", "told": numbers, **more}
    return client.post(f"/talk/question/{question.pk}/answer/", fields)


def options(answer):
    return {option.data["value"]: option.data["selected"] for option in answer.context["form"]["told"]}


def test_an_expert_is_told_and_shown_by_byline(as_user):
    question, expert = makers.question(), makers.expert(name="A very special expert")
    writer = as_user(makers.member())
    assert f'value="{expert.pk}"' in writer.get(f"/talk/question/{question.pk}/answer/").text
    turn_to(writer, question, expert.pk)
    comment = question.comments.get()
    notice = expert.user.notices.get()
    assert texts_for([notice])[notice.pk].url == f"/questions/{question.pk}/#comment-{comment.pk}"
    page = writer.get(f"/questions/{question.pk}/").text
    assert f'href="/people/{expert.pk}/"' in page
    assert "very special" not in page
    actions.hide_comment(makers.coordinator().user, comment)
    assert texts_for([notice]) == {}


def test_three_are_told_and_a_fourth_is_too_many(as_user):
    question, experts = makers.question(), [makers.expert() for _n in range(4)]
    writer = as_user(makers.member())
    answer = turn_to(writer, question, *(expert.pk for expert in experts))
    assert "which three" in str(answer.context["form"].errors)
    assert "What do you think?" in answer.text
    turn_to(writer, question, *(expert.pk for expert in experts[:3]), experts[0].pk)
    assert Told.objects.count() == Notice.objects.filter(kind="discussion.mentioned").count() == 3
    with pytest.raises(MoveRefused):
        actions.add_comment(makers.member().user, question, "All of you", told=[expert.user for expert in experts])


def test_people_are_found_by_what_the_directory_shows_and_stay_ticked(as_user):
    question = makers.question()
    ticked = makers.expert("police", name="Somebody ticked")
    found = makers.expert("neighbours", name="Zebulon Quist")
    writer = as_user(makers.member())
    address = f"/talk/question/{question.pk}/answer/"
    fields = {"body": "What do you think?", "told": [ticked.pk], "who": "NEIGHB", "find": "1"}
    page = writer.post(address, fields)
    assert options(page) == {ticked.pk: True, found.pk: False}
    assert page.context["form"].initial["body"] == "What do you think?"
    piece = writer.get(f"/talk/question/{question.pk}/people/?who=neighb&told={ticked.pk}")
    assert options(piece) == {ticked.pk: True, found.pk: False}
    assert options(writer.get(f"/talk/question/{question.pk}/people/?who=zebulon")) == {}
    assert "Fewer letters" in writer.get(f"/talk/question/{question.pk}/people/?who=zebulon").text
    assert not question.comments.exists()


def test_protected_unlisted_and_unknown_people_give_the_same_answer(as_user):
    question = makers.question()
    makers.expert()
    writer = as_user(makers.coordinator())
    hidden = [
        makers.expert(user=makers.user(protected=True)).pk,
        makers.member().pk,
        makers.expert(state="suspended").pk,
        makers.expert(profile={"is_listed": False}).pk,
        999_999,
        "x",
    ]
    answers = {
        str(turn_to(writer, question, number).context["form"].errors).replace(str(number), "N") for number in hidden
    }
    assert len(answers) == 1
    assert not question.comments.exists()
    for number in hidden:
        assert number not in options(writer.get(f"/talk/question/{question.pk}/people/?who=a&told={number}"))


def test_under_a_text_for_peers_nobody_learns_who_is_one(as_user):
    question = makers.question(audience="peers-only")
    writer = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=writer, given_at=clock.now())
    expert = makers.expert()
    for _number in range(5):
        makers.member()
    client = as_user(writer)
    page = client.get(f"/talk/question/{question.pk}/answer/")
    assert options(page) == {expert.pk: False}
    assert "who is a peer" in page.text
    turn_to(client, question, expert.pk)
    assert question.comments.get().told.get().user == expert.user
    assert not expert.user.notices.exists()


def test_whoever_is_known_not_to_read_is_named_beside_the_field(as_user):
    question = makers.question(audience="dcr-and-peers")
    officer = makers.expert(category="police")
    writer = as_user(makers.member())
    # One police officer among few: their role is shown to nobody, so nobody learns it here.
    turn_to(writer, question, officer.pk)
    assert question.comments.count() == 1
    assert not officer.user.notices.exists()
    for _number in range(5):
        makers.member(category="police")
    bylines.forget_counts()
    answer = turn_to(writer, question, officer.pk)
    assert "cannot read this text" in str(answer.context["form"].errors)
    assert question.comments.count() == 1


def test_whoever_is_protected_or_leaves_is_shown_no_more(as_user):
    question, experts = makers.question(), [makers.expert() for _n in range(3)]
    actions.add_comment(makers.member().user, question, "And you?", told=[expert.user for expert in experts])
    reader = as_user(makers.member())
    address = f"/questions/{question.pk}/"
    assert reader.get(address).text.count('class="chip" href="/people/') == 3
    experts[0].user.protected = True
    experts[0].user.save()
    experts[1].state = Member.State.LEFT
    experts[1].save()
    assert reader.get(address).text.count('class="chip" href="/people/') == 1
    experts[2].user.delete()
    assert "To:" not in reader.get(address).text


def test_a_sign_typed_in_the_text_stays_text(as_user):
    question, expert = makers.question(), makers.expert(name="Ines")
    actions.add_comment(makers.member().user, question, f"@Ines and @{expert.pk}, a@example.org")
    assert (
        f"<p>@Ines and @{expert.pk}, a@example.org</p>"
        in as_user(makers.member()).get(f"/questions/{question.pk}/").text
    )
    assert not expert.user.notices.exists()


def test_the_asker_is_not_told_twice_and_the_writer_never():
    expert = makers.expert()
    question = makers.question(author=expert.user)
    writer = makers.expert().user
    actions.add_comment(writer, question, "And you?", told=[expert.user, writer])
    assert expert.user.notices.count() == 1
    assert not writer.notices.exists()


def test_looking_and_turning_have_limits(as_user, monkeypatch):
    monkeypatch.setattr(telling, "LOOKS_A_MINUTE", 2)
    monkeypatch.setattr(telling, "TURNS_AN_HOUR", 1)
    question, expert, writer = makers.question(), makers.expert("police"), makers.member()
    client, address = as_user(writer), f"/talk/question/{question.pk}/people/?who=police"
    answers = [client.get(address) for _time in range(3)]
    assert [options(answer) for answer in answers] == [{expert.pk: False}, {expert.pk: False}, {}]
    assert "wait a little" in answers[2].text
    cache.clear()
    turn_to(client, question, expert.pk, who="police")
    answer = turn_to(client, question, expert.pk, who="police")
    assert "many people in this hour" in answer.text
    assert "What do you think?</textarea>" in answer.text
    assert actions.add_comment(writer.user, question, "And you?")
    assert question.comments.count() == 2


def test_strangers_find_nobody(as_user):
    closed = makers.question(audience="dcr-and-peers")
    assert as_user(makers.member(category="police")).get(f"/talk/question/{closed.pk}/people/").status_code == 404
    assert as_user(makers.member()).post(f"/talk/question/{closed.pk}/people/").status_code == 405


def test_many_told_cost_no_more(as_user):
    question, reader = makers.question(), as_user(makers.member())
    costs = []
    for _time in range(2):
        for _number in range(3):
            told = [makers.expert().user for _n in range(2)]
            actions.add_comment(makers.member().user, question, "And you?", told=told)
        costs.append(counted(reader, f"/questions/{question.pk}/"))
    assert costs[0] == costs[1]
