"""What a coordinator sees and does: who fits and why, an ordered list, and every way to step in."""

import re

import pytest

from accounts.models import Coordinator
from portal.delivery.models import Preference
from tests import makers
from tests.house.counting import MOST, counted
from tests.visits import story
from visits.actions import answering, clocks, invitations
from visits.actions.shortlist import compute_shortlist
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"


def url(asked, act=""):
    return f"{LIST}{asked.pk}/{act}"


def read(**fields):
    """A request that is being read, with its list ready, and the coordinator's browser."""
    asked = story.submitted(**fields)
    compute_shortlist(asked.pk)
    return story.fresh(asked)


def test_who_fits_and_why_with_parts_that_add_up(as_user):
    expert = makers.expert()
    asked = read()
    page = as_user(story.desk_user(asked)).get(url(asked))
    fit = page.context["fits"].able[0]
    assert fit.match.expert == expert
    assert len(fit.reasons) >= 3
    assert round(sum(part.points for part in fit.parts), 1) == float(fit.match.score)
    assert "Coordinators only" in page.content.decode()


def test_why_somebody_stands_higher_than_the_score_is_said(as_user):
    for _n in range(4):
        makers.expert()
    makers.expert(country="PT", depth="know")
    asked = read()
    page = as_user(story.desk_user(asked)).get(url(asked))
    assert [bool(fit.moved) for fit in page.context["fits"].able] == [False, False, True, False, False]
    assert page.content.decode().count("moved up so that the first ones are not all from one country") == 1


def test_six_are_drawn_at_first_then_more_and_always_whoever_is_on_the_list(as_user):
    for _n in range(14):
        makers.expert()
    asked = read()
    browser = as_user(story.desk_user(asked))
    page = browser.get(url(asked))
    drawn = [fit.match.expert for fit in page.context["fits"].able]
    assert (len(drawn), len(page.context["fits"].by_hand)) == (6, 8)
    assert "?more=1#fits" in page.text
    more = browser.get(url(asked) + "?more=1")
    assert len(more.context["fits"].able) == 12
    assert "?more=1" not in more.text
    last = more.context["fits"].able[-1].match.expert
    invitations.approve_list(story.desk_user(asked), asked, [drawn[0], last])
    shown = [fit.match.expert for fit in browser.get(url(asked)).context["fits"].able]
    assert shown == [*drawn, last]


def test_no_number_on_the_list_keeps_a_browser_from_sending_it(as_user):
    for _n in range(10):
        makers.expert()
    asked = read()
    page = as_user(story.desk_user(asked)).get(url(asked) + "?more=1").content.decode()
    fields = re.findall(r'max="(\d+)" name="order_\d+"[^>]* value="(\d+)"', page)
    assert len(fields) == 10
    assert all(int(value) <= int(most) for most, value in fields)


def test_who_reads_in_the_portal_only_is_said(as_user):
    silent, protected = makers.expert(), makers.expert(user=makers.user(protected=True))
    Preference.objects.create(user=silent.user, mail=False, unsubscribe_code="x")
    makers.expert(country="DE")
    asked = read()
    desk = as_user(story.desk_user(asked))
    shown = desk.get(url(asked)).context["fits"].able
    assert {fit.match.expert for fit in shown if fit.portal_only} == {silent, protected}
    invitations.approve_list(story.desk_user(asked), asked, [silent])
    assert "no mail went out" in desk.get(url(asked)).content.decode()


def test_while_the_list_is_made_the_page_asks_for_it_and_then_stops(as_user):
    asked = story.submitted()
    desk = as_user(story.desk_user(asked))
    VisitRequest.objects.filter(pk=asked.pk).update(shortlist="computing")
    assert f'hx-get="{url(asked, "fits/")}"' in desk.get(url(asked)).content.decode()
    assert "hx-get" in desk.get(url(asked, "fits/")).content.decode()
    makers.expert()
    compute_shortlist(asked.pk)
    ready = desk.get(url(asked, "fits/")).content.decode()
    assert "hx-get" not in ready
    assert "Together" in ready
    assert "<html" not in ready


def test_strangers_and_the_requester_find_nothing(as_user):
    asked = read()
    sensitive = read(confidentiality="sensitive", title="Something that few should read", country="BE")
    elsewhere = Coordinator.objects.create(user=makers.member().user, countries=["PT"])
    for path in (LIST, url(asked), url(asked, "fits/")):
        assert as_user(makers.member()).get(path).status_code == 404
    assert as_user(asked.requester).get(url(asked)).status_code == 404
    assert as_user(elsewhere.user).get(url(sensitive)).status_code == 404
    assert as_user(elsewhere.user).get(url(asked)).status_code == 200


def test_an_ordered_list_is_approved(as_user):
    asked = story.submitted()
    first, second, third = makers.expert(), makers.expert(), makers.expert()
    compute_shortlist(asked.pk)
    ticks = {"expert": [first.pk, second.pk], f"order_{first.pk}": 2, f"order_{second.pk}": 1, "by_hand": third.pk}
    as_user(story.desk_user(asked)).post(url(asked, "list/"), {**ticks, "at_once": "1"})
    assert [row.expert for row in asked.invitations.order_by("order")] == [second, first, third]
    assert [row.expert for row in story.asked(asked)] == [second]


@pytest.mark.parametrize("typed", [{}, {"expert": ["x"]}, {"expert": ["9999"]}, {"expert": ["9" * 40]}])
def test_an_empty_list_is_a_message(as_user, typed):
    asked = read()
    page = as_user(story.desk_user(asked)).post(url(asked, "list/"), typed)
    assert "choose at least one person" in page.content.decode()
    assert story.fresh(asked).state == "submitted"


def test_what_was_ticked_stays_when_something_has_to_be_said(as_user):
    asked, one, two = story.submitted(confidentiality="sensitive"), makers.expert(), makers.expert()
    compute_shortlist(asked.pk)
    typed = {"expert": [one.pk, two.pk], "confirmed": [two.pk], f"order_{one.pk}": "7", "at_once": "2"}
    page = as_user(story.desk_user(asked)).post(url(asked, "list/"), typed)
    stands = {fit.match.expert: (fit.is_ticked, fit.is_confirmed, fit.place) for fit in page.context["fits"].able}
    assert "please confirm each name" in page.content.decode()
    assert stands[one] == (True, False, 7)
    assert stands[two][:2] == (True, True)


def test_a_sensitive_list_wants_each_name_confirmed(as_user):
    asked, one, two = story.submitted(confidentiality="sensitive"), makers.expert(), makers.expert()
    desk = as_user(story.desk_user(asked))
    for typed in ({"expert": [one.pk]}, {"by_hand": two.pk}, {"expert": [one.pk], "confirmed": [two.pk]}):
        desk.post(url(asked, "list/"), typed)
        assert not asked.invitations.exists()
    desk.post(
        url(asked, "list/"), {"expert": [one.pk], "confirmed": [one.pk], "by_hand": two.pk, "by_hand_confirmed": "1"}
    )
    assert asked.invitations.count() == 2


@pytest.mark.parametrize(
    ("act", "typed", "after"),
    [
        ("return/", {"word": "Which question comes first?"}, "returned"),
        ("refuse/", {"reason": "capacity", "word": "No room can take this on before summer."}, "not-approved"),
    ],
)
def test_return_and_refuse_need_a_word(as_user, act, typed, after):
    asked = read()
    desk = as_user(story.desk_user(asked))
    short = desk.post(url(asked, act), {**typed, "word": "No."})
    assert "Please write a sentence" in short.content.decode()
    desk.post(url(asked, act), typed)
    assert story.fresh(asked).state == after
    assert typed["word"] in as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()


def test_stand_down_and_close_without_a_report(as_user):
    asked, held = story.inviting(), story.held(title="What we saw on the night shift")
    as_user(story.desk_user(asked)).post(
        url(asked, "stand-down/"), {"word": "Nobody is free before summer.", "reason": "capacity"}
    )
    as_user(story.desk_user(held)).post(url(held, "close/"), {"word": "The requester has left their job."})
    assert (story.fresh(asked).state, story.fresh(held).state) == ("stood-down", "closed")


@pytest.mark.parametrize(
    ("act", "state", "before"), [("invite", "invited", "suggested"), ("withdraw", "withdrawn", "invited")]
)
def test_asking_now_and_taking_back(as_user, act, state, before):
    asked = story.inviting()
    row = asked.invitations.filter(state=before).first()
    as_user(story.desk_user(asked)).post(f"/desk/invitations/{row.pk}/", {"act": act})
    assert story.fresh(row).state == state
    assert as_user(makers.member()).post(f"/desk/invitations/{row.pk}/", {"act": act}).status_code == 404


def test_release_skip_note_and_house(as_user):
    asked = story.planned()
    desk = as_user(story.desk_user(asked))
    row = asked.invitations.get(state="accepted")
    room = makers.facility(signoff_person=makers.member().user)
    desk.post(url(asked, "house/"), {"facility": room.pk})
    desk.post(url(asked, "note/"), {"private_note": "Ask how the team is before a third visit.\x00"})
    assert story.fresh(asked).picked_facility == room
    assert story.fresh(asked).private_note.endswith("a third visit.")  # PostgreSQL keeps no text with a null in it
    assert "before a third visit" in desk.get(url(asked)).content.decode()
    assert "before a third visit" not in as_user(asked.requester).get(f"/visits/{asked.pk}/").content.decode()
    desk.post(f"/desk/invitations/{row.pk}/", {"act": "release"})
    assert story.fresh(row).state == "released"
    makers.expert()
    compute_shortlist(asked.pk)
    match = asked.matches.filter(ruled_out="").first()
    desk.post(f"/desk/matches/{match.pk}/skip/", {"note": "They should not be in one room.\x00"})
    assert story.fresh(match).skipped == "They should not be in one room."


def test_dates_the_requester_was_silent_about_are_answered_at_the_desk(as_user, travel):
    asked = story.inviting()
    row = story.asked(asked)[0]
    answering.propose_dates(row.expert.user, row, days=story.days_for(asked), **story.HOURS)
    travel(days=8)
    clocks.run_all()
    desk = as_user(story.desk_user(asked))
    page = desk.get(url(asked)).content.decode()
    proposal = row.proposals.get()
    assert f"/visits/dates/{proposal.pk}/accept/" in page
    desk.post(f"/visits/dates/{proposal.pk}/accept/")
    assert story.fresh(row).state == "accepted"


def test_whether_it_took_place_is_decided_when_the_sides_do_not_agree(as_user):
    asked = story.confirmed()
    expert = asked.invitations.get(state="accepted").expert
    story.travel_past(asked)
    as_user(asked.requester).post(f"/visits/{asked.pk}/held/", {"held": "yes"})
    as_user(expert).post(f"/visits/{asked.pk}/held/", {"held": "no", "reason": "dates"})
    desk = as_user(story.desk_user(asked))
    assert "Yes, it took place" in desk.get(url(asked)).content.decode()
    desk.post(f"/visits/{asked.pk}/held/", {"held": "yes"})
    assert story.fresh(asked).state == "held"


def test_after_a_decision_the_next_request_is_one_button_away(as_user):
    first = read()
    second = read(title="How do we run a night shift with three people?")
    page = as_user(story.desk_user(first)).get(url(first)).content.decode()
    assert f'href="{url(second)}"' in page


def test_the_trail_speaks_in_words(as_user):
    asked = story.planned()
    page = as_user(story.desk_user(asked)).get(url(asked))
    said = [one.what for one in page.context["trail"]]
    assert {"Sent", "List approved", "Asked", "Said yes"} <= set(said)
    assert not [words for words in said if words.startswith("visits.")]


def test_the_list_has_an_empty_state_and_stays_flat(as_user):
    coordinator = makers.coordinator()
    desk = as_user(coordinator.user)
    assert "No open requests" in desk.get(LIST).content.decode()
    story.inviting()
    one = counted(desk, LIST)
    for number in range(9):
        story.submitted(title=f"How do we air smoking room number {number}?")
    assert counted(desk, LIST) == one <= 6


@pytest.mark.parametrize("build", [read, story.inviting, story.planned, story.held])
def test_few_queries_whatever_the_number_of_experts(as_user, build):
    asked = build()
    for _number in range(10):
        makers.expert()
    compute_shortlist(asked.pk)
    assert counted(as_user(story.desk_user(asked)), url(asked)) <= MOST


def test_it_says_by_name_whose_turn_it_is(as_user):
    asked = read()
    office = as_user(makers.coordinator().user)
    name = story.desk_user(asked).member.name
    assert f"It is the turn of {name}" in office.get(url(asked)).content.decode()
    story.inviting()
    page = office.get(LIST).content.decode()
    assert name in page
    assert "people who fit" in page


def test_what_has_no_day_stands_last(as_user):
    confirmed, reading = story.confirmed(), story.submitted(title="How do we keep the night shift safe?")
    confirmed.turns.all().delete()
    page = as_user(story.desk_user(reading)).get(LIST)
    assert [row.request.pk for row in page.context["rows"]] == [reading.pk, confirmed.pk]
