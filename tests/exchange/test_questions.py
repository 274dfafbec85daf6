"""Are questions read by those alone for whom they were asked, and is an anonymous asker hidden everywhere?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.models import PeerConsent
from exchange.discussion import actions, lifecycle, queries, questions, subjects
from exchange.discussion.models import Comment, HiddenAsker, Question
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused, Overtaken
from portal.search.queries import search
from tests import makers

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Who has moved a smoking room into an old building?",
    "body": "Ours is from 1890.",
    "audience": "members",
    "show_author_as": "role-country",
    "language": "en",
}


def ask(user, **fields):
    return actions.ask_question(user, {**FIELDS, **fields}, [makers.topic()])


def peer():
    found = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=found, given_at=clock.now())
    return found.user


def test_each_audience_has_its_readers():
    people = {
        "anonymous": AnonymousUser(),
        "applicant": makers.user(),
        "suspended": makers.member(state="suspended").user,
        "nurse": makers.member().user,
        "police": makers.member(category="police").user,
        "peer": peer(),
        "coordinator": makers.coordinator().user,
    }
    for audience in Question.Audience.values:
        makers.question(audience=audience)
    read = {role: set(questions.for_user(user).values_list("audience", flat=True)) for role, user in people.items()}
    assert read == {
        "anonymous": set(),
        "applicant": set(),
        "suspended": set(),
        "nurse": {"members", "dcr-and-peers"},
        "police": {"members"},
        "peer": {"members", "dcr-and-peers", "peers-only"},
        "coordinator": {"members", "dcr-and-peers", "coordinators"},
    }


def test_the_same_form_asks_once():
    user = makers.member().user
    first = actions.ask_question(user, FIELDS, [makers.topic()], form_code="a")
    assert actions.ask_question(user, FIELDS, [makers.topic()], form_code="a") == first


def test_whoever_is_not_vetted_cannot_ask():
    for stranger in (makers.user(), makers.member(state="suspended").user):
        with pytest.raises(MoveRefused):
            ask(stranger)
    assert not Question.objects.exists()


def test_an_anonymous_asker_is_known_to_one_table_only():
    asker = makers.member(name="Somebody Known").user
    question = ask(asker, show_author_as="anonymous", audience="dcr-and-peers")
    assert question.author is None
    assert HiddenAsker.objects.get().user == asker
    assert questions.byline(question) == "A member"
    assert not AuditEvent.objects.filter(actor=asker).exists()
    answer = actions.add_comment(asker, question, "I forgot: two floors.")
    assert (answer.author, answer.by_author, queries.byline(answer)) == (None, True, "The author")
    actions.edit_comment(asker, answer, "I forgot: three floors.")
    actions.edit_question(asker, question, {**FIELDS, "show_author_as": "anonymous", "audience": "dcr-and-peers"}, [])
    actions.close_question(asker, question)
    assert not AuditEvent.objects.filter(actor=asker).exists()


def test_an_asker_who_shows_their_name_later_is_in_no_hidden_table():
    asker = makers.member().user
    question = ask(asker, show_author_as="anonymous")
    actions.edit_question(asker, question, FIELDS, [makers.topic()])
    question.refresh_from_db()
    assert question.author == asker
    assert not HiddenAsker.objects.exists()


def test_the_asker_is_told_of_an_answer_also_behind_an_anonymous_question():
    for show_as in ("role-country", "anonymous"):
        asker = makers.member().user
        question = ask(asker, show_author_as=show_as)
        answer = actions.add_comment(makers.member().user, question, "We did.")
        notice = asker.notices.get()
        text = texts_for([notice])[notice.pk]
        assert text.url == f"/questions/{question.pk}/#comment-{answer.pk}"
        actions.hide_question(makers.coordinator().user, question, "It names a street.")
        assert "It names a street." in texts_for(asker.notices.all())[asker.notices.latest("pk").pk].body


def test_answers_have_the_readers_of_the_question():
    question = makers.question()
    nurse, police = makers.member().user, makers.member(category="police").user
    actions.add_comment(nurse, question, "We did.")
    assert queries.comments_for_user(police).count() == 1
    actions.edit_question(question.author, question, {**FIELDS, "audience": "dcr-and-peers"}, [])
    assert queries.comments_for_user(nurse).count() == 1
    assert queries.comments_for_user(police).count() == 0
    with pytest.raises(MoveRefused):
        actions.add_comment(police, question, "Hello")


def test_readers_never_become_more():
    question = makers.question(audience="dcr-and-peers")
    with pytest.raises(MoveRefused):
        actions.edit_question(question.author, question, FIELDS, [])
    question.refresh_from_db()
    assert question.audience == "dcr-and-peers"


def test_every_state_move_and_role():
    people = {"author": makers.member().user, "coordinator": makers.coordinator().user, "other": makers.member().user}
    acts = {
        "edit": lambda user, q: actions.edit_question(user, q, FIELDS, []),
        "close": actions.close_question,
        "reopen": actions.reopen_question,
        "hide": lambda user, q: actions.hide_question(user, q, "It names a street."),
        "show": actions.show_question,
    }
    for state in Question.State.values:
        for name, act in acts.items():
            for role, user in people.items():
                question = makers.question(author=people["author"], state=state)
                row = lifecycle.MOVES.get((state, name))
                if row and role in row.who:
                    assert act(user, question).state == row.to
                else:
                    with pytest.raises(MoveRefused):
                        act(user, question)


def test_closed_and_hidden_ones_take_no_answers():
    for state in ("closed", "hidden"):
        with pytest.raises(MoveRefused):
            actions.add_comment(makers.member().user, makers.question(state=state), "Hello")


def test_the_second_of_two_changes_is_told():
    question = makers.question()
    actions.edit_question(question.author, question, {**FIELDS, "body": "First"}, [], seen=1)
    with pytest.raises(Overtaken):
        actions.edit_question(question.author, question, {**FIELDS, "body": "Second"}, [], seen=1)
    question.refresh_from_db()
    assert question.body == "First"


def test_words_of_answers_are_found_under_the_question_by_its_readers_alone():
    question = ask(makers.member().user, audience="dcr-and-peers")
    answer = actions.add_comment(makers.member().user, question, "We used a heptagon of glass.")
    nurse, police = makers.member().user, makers.member(category="police").user
    assert [row.url for row in search(nurse, "heptagon").results] == [f"/questions/{question.pk}/"]
    assert not search(police, "heptagon").results
    actions.hide_comment(answer.author, answer)
    assert not search(nurse, "heptagon").results
    actions.hide_question(makers.coordinator().user, question, "It names a street.")
    assert not search(nurse, "smoking").results


@pytest.mark.parametrize("name", subjects.SUBJECTS)
def test_every_kind_of_subject_takes_answers_of_members_only(name):
    thing, member = getattr(makers, name)(), makers.member().user
    comment = actions.add_comment(member, thing, "Hello")
    assert queries.comments_for_user(member).get() == comment
    assert list(queries.comments_of(thing, member)) == [comment]
    assert subjects.under(comment)[1] == thing
    for stranger in (makers.user(), makers.member(state="suspended").user):
        assert not queries.comments_for_user(stranger).exists()
        assert not queries.comments_of(thing, stranger).exists()
        with pytest.raises(MoveRefused):
            actions.add_comment(stranger, thing, "Hello")


def test_an_answer_stands_under_one_thing():
    for places in ({}, {"practice": makers.practice(), "question": makers.question()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(author=makers.member().user, body="Hello", at=clock.now(), **places)


def test_sixty_an_hour(travel):
    talker, question = makers.member().user, makers.question()
    for number in range(60):
        actions.add_comment(talker, question, f"Number {number}")
    with pytest.raises(MoveRefused):
        actions.add_comment(talker, question, "One more")
    actions.add_comment(makers.member().user, question, "Somebody else's first")
    travel(hours=1)
    actions.add_comment(talker, question, "An hour later")
