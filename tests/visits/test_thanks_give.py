"""One sentence of thanks: from one side to the other, for its receiver alone until they say more."""

from datetime import timedelta

import pytest

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import later
from visits.models import Thanks

pytestmark = pytest.mark.django_db
WORDS = "For the honest answer about the first winter."


def url(asked):
    return f"/visits/{asked.pk}/thanks/"


def expert_of(asked):
    return asked.invitations.get(state="accepted").expert


def thank(as_user, asked):
    expert = expert_of(asked)
    as_user(asked.requester).post(url(asked), {"to": expert.pk, "words": WORDS})
    return expert


def test_it_is_for_its_receiver_alone_until_they_show_it(as_user):
    asked = story.held()
    expert = thank(as_user, asked)
    mine, stranger = as_user(expert), as_user(makers.member())
    assert WORDS in mine.get("/me/thanks/").content.decode()
    assert WORDS not in stranger.get(f"/people/{expert.pk}/").content.decode()
    row = Thanks.objects.get()
    mine.post(f"/me/thanks/{row.pk}/", {"do": "show"})
    page = stranger.get(f"/people/{expert.pk}/").content.decode()
    assert WORDS in page
    assert asked.requester.member.name not in page
    mine.post(f"/me/thanks/{row.pk}/", {"do": "hide"})
    assert WORDS not in stranger.get(f"/people/{expert.pk}/").content.decode()


def test_nobody_but_the_receiver_shows_or_hides_it(as_user):
    asked = story.held()
    thank(as_user, asked)
    row = Thanks.objects.get()
    for person in (asked.requester, makers.member(), story.desk_user(asked)):
        assert as_user(person).post(f"/me/thanks/{row.pk}/", {"do": "show"}).status_code == 404
    with pytest.raises(MoveRefused):
        later.move_thanks(asked.requester, row, "show")
    assert as_user(expert_of(asked)).post(f"/me/thanks/{row.pk}/", {"do": "delete"}).status_code == 404
    assert as_user(expert_of(asked)).get(f"/me/thanks/{row.pk}/").status_code == 405


def test_only_the_other_side_only_those_who_were_there_once_each(as_user):
    asked = story.held()
    expert, host = expert_of(asked), asked.visit.consents.get().person
    assert {member.user_id for member in later.may_be_thanked(asked.requester, asked)} == {expert.user_id, host.pk}
    assert {member.user_id for member in later.may_be_thanked(host, asked)} == {asked.requester_id}
    for person in (makers.member(), story.desk_user(asked)):
        assert as_user(person).get(url(asked)).status_code == 404
    early = story.confirmed("remote-advice", title="A call about the front door")
    assert as_user(early.requester).get(url(early)).status_code == 404
    for _time in range(2):
        thank(as_user, asked)
    assert Thanks.objects.count() == 1


@pytest.mark.parametrize("data", [{"words": "Thanks."}, {"words": "x" * 201}, {"to": "999999"}, {"to": "me"}])
def test_what_is_missing_is_said_and_what_was_typed_stays(as_user, data):
    asked = story.held()
    sent = {"to": expert_of(asked).pk, "words": WORDS, **data}
    page = as_user(asked.requester).post(url(asked), sent)
    assert set(page.context["form"].errors) == set(data)
    assert not Thanks.objects.exists()


def test_too_late_sensitive_and_protected(as_user):
    asked = story.held()
    expert = thank(as_user, asked)
    row = later.move_thanks(expert.user, Thanks.objects.get(), "show")
    expert.user.protected = True
    expert.user.save()
    reader = as_user(makers.coordinator()).get(f"/people/{expert.pk}/")
    assert WORDS not in reader.content.decode()
    later.move_thanks(expert.user, row, "keep")
    asked.confidentiality = "sensitive"
    asked.save()
    with pytest.raises(MoveRefused, match="sensitive"):
        later.move_thanks(expert.user, row, "show")
    clock.set_offset(clock.offset() + timedelta(days=91))
    with pytest.raises(MoveRefused, match="long ago"):
        later.give_thanks(expert.user, asked, asked.requester.member, WORDS)


def test_few_queries(as_user):
    asked = story.held()
    expert = thank(as_user, asked)
    later.move_thanks(expert.user, Thanks.objects.get(), "show")
    assert counted(as_user(expert), url(asked)) <= 6
    assert counted(as_user(expert), "/me/thanks/") <= 6
    assert counted(as_user(makers.member()), f"/people/{expert.pk}/") <= 6
