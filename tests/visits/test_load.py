"""Is nobody asked more than twice a week, whichever way they are asked?"""

import pytest

from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import answering, invitations
from visits.actions.clocks import asked
from visits.actions.shortlist import compute_shortlist
from visits.load import with_load
from visits.models import Invitation, VisitRequest

pytestmark = pytest.mark.django_db
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table


def asked_twice():
    """An expert with two open invitations, and the invitations."""
    expert = makers.expert()
    rows = [story.asked(story.inviting(experts=[expert], title=f"How to air a room, part {n}"))[0] for n in (1, 2)]
    return expert, rows


def states(request):
    return list(request.invitations.order_by("order").values_list("state", flat=True))


def test_a_third_question_passes_over():
    expert, _rows = asked_twice()
    request = story.inviting(experts=[expert, makers.expert(country="DE")])
    assert states(request) == [I.SUGGESTED, I.INVITED]


def test_a_second_question_does_not():
    expert = makers.expert()
    story.inviting(experts=[expert])
    assert states(story.inviting(experts=[expert], title="Something else to ask")) == [I.INVITED]


def test_by_hand_it_is_refused_in_words():
    expert, _rows = asked_twice()
    request = story.inviting(experts=[expert, makers.expert(country="DE")])
    row = request.invitations.get(expert=expert)
    with pytest.raises(MoveRefused, match="already has two open invitations this week"):
        invitations.invite_now(story.desk_user(request), row)
    assert states(request) == [I.SUGGESTED, I.INVITED]


def test_by_hand_a_pause_is_kept():
    request = story.inviting(experts=[makers.expert(), makers.expert(country="DE")])
    row = request.invitations.get(state=I.SUGGESTED)
    row.expert.expert_profile.paused_until = story.clock.today() + story.timedelta(days=9)
    row.expert.expert_profile.save()
    with pytest.raises(MoveRefused, match="takes a pause"):
        invitations.invite_now(story.desk_user(request), row)


def test_an_answer_makes_room_and_the_schedule_asks():
    expert, rows = asked_twice()
    request = story.inviting(experts=[expert])
    assert states(request) == [I.SUGGESTED]
    assert request.turns.get().act == "find-more"
    assert asked.ask_passed_over() == 0
    answering.decline_invitation(expert.user, rows[0])
    assert asked.ask_passed_over() == 1
    assert states(request) == [I.INVITED]
    assert request.turns.get().act == "answer-invitation"
    assert asked.ask_passed_over() == 0


def test_a_week_later_there_is_room(travel):
    expert, rows = asked_twice()
    for row in rows:
        answering.answer_tentatively(expert.user, row)
    request = story.inviting(experts=[expert])
    assert states(request) == [I.SUGGESTED]
    travel(days=7, minutes=1)
    asked.ask_passed_over()
    assert states(request) == [I.INVITED]


def test_the_list_is_not_asked_beyond_its_number():
    """The schedule fills what is free and no more."""
    request = story.inviting()
    assert asked.ask_passed_over() == 0
    assert states(request).count(I.INVITED) == 1
    assert story.fresh(request).state == VisitRequest.State.INVITING


def test_the_desk_reads_who_is_passed_over_and_why(as_user):
    expert, _rows = asked_twice()
    request = story.inviting(experts=[expert, makers.expert(country="DE"), makers.expert(country="CH")])
    page = as_user(story.desk_user(request)).get(f"/desk/requests/{request.pk}/")
    assert [(row.expert == expert, bool(why)) for row, why in page.context["next_people"]] == [
        (True, True),
        (False, False),
    ]
    assert "Passed over: already has two open invitations this week" in page.content.decode()


def test_two_visits_of_one_year_are_two(as_user, travel):
    """One row for each expert, on PostgreSQL too: the desk's page would break on a second one."""
    expert = makers.expert()
    for _number in range(2):
        travel(hours=1)
        story.planned("on-site-training", experts=[expert], house=False)
    asked = story.submitted()
    compute_shortlist(asked.pk)
    row = with_load(asked.matches.filter(expert=expert)).get()
    assert (row.visits_now, row.open_now) == (2, 0)
    assert as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").status_code == 200
