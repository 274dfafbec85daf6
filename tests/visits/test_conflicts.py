"""Nobody finds out who asks by naming conflicts of interest: of a sensitive request the answer is taken, the desk decides."""

import pytest

from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import answering, conflicts
from visits.models import Invitation

pytestmark = pytest.mark.django_db


def invited(**fields):
    """Somebody is asked by a house; afterwards they may name it in their own profile."""
    house = makers.organisation(country="BE")
    makers.coordinator(countries=["BE"])
    asked = story.inviting(
        "remote-advice", requester=makers.member(country="BE", organisation=house).user, organisation=house,
        experts=[makers.expert(country="NL"), makers.expert(country="DE")], **{"confidentiality": "sensitive", **fields},
    )  # fmt: skip
    return asked, story.asked(asked)[0], house


def post_yes(as_user, asked, row):
    window = asked.windows.first()
    typed = {f"yes-call_{n}": day for n, day in enumerate(story.days_for(asked), 1)}
    fields = {"answer": "accept", "yes-window": window.pk, "yes-from_hour": "14:00", "yes-to_hour": "15:00", **typed}
    return as_user(row.expert).post(f"/visits/invitations/{row.pk}/", fields, follow=True)


def name_conflict(row, house):
    row.expert.expert_profile.conflicts.add(house)


def name_exclusion(row, house):
    row.expert.expert_profile.excluded_organisations.add(house)


def name_country(row, _house):
    profile = row.expert.expert_profile
    profile.excluded_countries = ["BE"]
    profile.save()


@pytest.mark.parametrize("name", [name_conflict, name_exclusion, name_country])
def test_the_answer_says_the_same_with_and_without_a_conflict(as_user, name):
    said = []
    for with_conflict in (False, True):
        asked, row, house = invited(title=f"May we tell the press before the court decides? {with_conflict}")
        if with_conflict:
            name(row, house)
        page = post_yes(as_user, asked, row)
        messages = [str(one) for one in page.context["messages"]]
        said.append((page.redirect_chain[-1][0].replace(str(asked.pk), "N"), messages, story.fresh(row).state))
    assert said[0] == said[1]
    assert said[1][2] == Invitation.State.ACCEPTED


def test_the_desk_is_told_and_decides(as_user):
    asked, row, house = invited()
    name_conflict(row, house)
    story.accept(row)
    turn = asked.turns.get(act="weigh-conflict")
    assert turn.user == story.desk_user(asked)
    assert turn.due_at is not None
    assert Notice.objects.get(kind="visits.conflict_found").recipient == story.desk_user(asked)
    page = as_user(story.desk_user(asked)).get(f"/desk/requests/{asked.pk}/").content.decode()
    assert "they keep apart from those who ask" in page
    as_user(story.desk_user(asked)).post(f"/desk/invitations/{row.pk}/", {"act": "let-stand"})
    assert not asked.turns.filter(act="weigh-conflict").exists()
    assert story.fresh(row).state == Invitation.State.ACCEPTED


def test_released_the_turn_is_gone_and_the_next_is_asked():
    asked, row, house = invited()
    name_conflict(row, house)
    story.accept(row)
    answering.release_expert(story.desk_user(asked), row)
    assert not asked.turns.filter(act="weigh-conflict").exists()
    assert story.asked(asked)[0].expert != row.expert


def test_other_dates_are_taken_by_both_sides_without_a_word():
    asked, row, house = invited()
    name_conflict(row, house)
    answering.propose_dates(row.expert.user, row, days=story.days_for(asked), **story.HOURS)
    assert asked.turns.filter(act="weigh-conflict").exists()
    answering.accept_proposed_dates(asked.requester, asked.proposals.get())
    assert (story.fresh(row).state, story.fresh(row).has_conflict) == (Invitation.State.ACCEPTED, True)


def test_whom_the_requester_does_not_want_is_refused_as_before():
    asked, row, house = invited()
    name_conflict(row, house)
    asked.apart_members.add(row.expert)
    with pytest.raises(MoveRefused, match="keeps you and those who ask apart"):
        story.accept(row)


def test_of_any_other_request_it_is_said():
    _asked, row, house = invited(confidentiality="members")
    name_conflict(row, house)
    with pytest.raises(MoveRefused, match="keeps you and those who ask apart"):
        story.accept(row)


def test_only_a_coordinator_lets_it_stand_and_only_where_there_is_something(as_user):
    asked, row, house = invited()
    with pytest.raises(MoveRefused):
        conflicts.let_conflict_stand(story.desk_user(asked), row)
    name_conflict(row, house)
    story.accept(row)
    with pytest.raises(MoveRefused):
        conflicts.let_conflict_stand(row.expert.user, row)
    assert as_user(row.expert).post(f"/desk/invitations/{row.pk}/", {"act": "let-stand"}).status_code == 404
