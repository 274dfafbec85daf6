"""Does a coordinator see old and new side by side, and does nothing get lost on the way?"""

import pytest
from django.urls import reverse

from exchange.world import actions
from exchange.world.lifecycle import MOVES
from exchange.world.models import Change, Facility, Figure, StatusPeriod, Suggestion
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused, find_move
from portal.search.models import SearchEntry
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return makers.suggestion(makers.facility(name="Quiet room"))


@pytest.fixture
def desk(as_user):
    return as_user(makers.coordinator(countries=["NL"]).user)


def at(view, suggestion):
    return reverse(f"world:{view}", args=[suggestion.pk])


def accept(desk, suggestion):
    seen = desk.get(at("desk_suggestion", suggestion)).context["seen"]
    return desk.post(at("suggestion_accept", suggestion), {"seen": seen}, follow=True)


def test_accepted_it_stands_there_with_its_history_and_its_trail(desk, asked):
    page = desk.get(at("desk_suggestion", asked)).content.decode()
    assert page.index("Quiet room") < page.index("The better name")
    assert "Nothing waits" not in desk.get("/desk/").content.decode()
    assert "No change waits for you" in accept(desk, asked).content.decode()
    room = Facility.objects.get()
    assert (room.name, room.edited_on, room.confirmed_as) == ("The better name", clock.today(), "coordinator")
    row = Change.objects.get()
    assert (row.role, row.fields, row.source) == ("member", [["name", "Quiet room", "The better name"]], room.source)
    assert SearchEntry.objects.get(kind="facility").title == "The better name"
    assert AuditEvent.objects.filter(action="suggestion_accepted").count() == 1
    notice = Notice.objects.get(kind="world.suggestion_accepted")
    assert (notice.recipient, texts_for([notice])[notice.pk].url) == (asked.suggested_by, at("suggestion_page", asked))


def test_what_changed_meanwhile_is_told_and_not_overwritten(desk, asked):
    seen = desk.get(at("desk_suggestion", asked)).context["seen"]
    Facility.objects.update(name="Renamed room")
    page = desk.post(at("suggestion_accept", asked), {"seen": seen}, follow=True).content.decode()
    assert "This row was changed meanwhile" in page
    assert Facility.objects.get().name == "Renamed room"
    page = desk.get(at("desk_suggestion", asked)).content.decode()
    assert "It changed meanwhile." in page
    assert "Renamed room" in page
    accept(desk, asked)
    assert Facility.objects.get().name == "The better name"


def test_declined_its_author_reads_why(as_user, desk, asked):
    desk.post(at("suggestion_decline", asked), {"reason": " "})
    assert Suggestion.objects.get().state == "suggested"
    desk.post(at("suggestion_decline", asked), {"reason": "The sign says otherwise."})
    assert "The sign says otherwise." in as_user(asked.suggested_by).get(at("suggestion_page", asked)).content.decode()
    assert Facility.objects.get().name == "Quiet room"
    assert as_user(makers.member()).get(at("suggestion_page", asked)).status_code == 404


def test_what_is_nearly_right_is_changed_and_taken_over_and_its_author_reads_both(as_user, desk, asked):
    """A new figure, of which the coordinator mends the number; another one who looked before comes too late."""
    text = {"title": "A city report", "publisher": "City of Utrecht", "year": 2025, "url": ""}
    wanted = {"indicator": "facilities", "number": "24", "year": None, "note": "undated"}
    new = makers.suggestion(Facility.objects.get(), kind="figure", target=None, values=wanted, was={}, source=None, new_source=text, label="facilities||")  # fmt: skip
    url = at("suggestion_amend", new)
    form = desk.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert (typed["value"], typed["year_unknown"], typed["source_publisher"]) == ("24", True, "City of Utrecht")
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    assert "plain number" in desk.post(url, {**typed, "value": "2,5"}).content.decode()
    assert desk.post(url, {**typed, "value": "25"}).status_code == 302
    row = Change.objects.get()
    assert (row.role, row.source.title) == ("coordinator", "A city report")
    assert Figure.objects.get().number == 25
    page = as_user(new.suggested_by).get(at("suggestion_page", new)).content.decode()
    assert "A coordinator changed it before taking it over. In the record now: <b>Number</b>: 25</p>" in page
    assert "<ins>24</ins>" in page
    [told] = texts_for(Notice.objects.filter(kind="world.suggestion_accepted")).values()
    assert "changed something first" in told.body
    assert desk.post(url, typed).status_code == 404


def test_whoever_suggested_it_takes_it_back(as_user, desk, asked):
    owner = as_user(asked.suggested_by)
    assert "Take it back" in owner.get(at("suggestion_page", asked)).content.decode()
    owner.post(at("suggestion_withdraw", asked))
    assert "Taken back" in owner.get(reverse("world:suggestion_list")).content.decode()
    assert "not possible any more" in accept(desk, asked).content.decode()


def test_a_coordinator_of_another_country_does_not_find_it(as_user, asked):
    other = as_user(makers.coordinator(countries=["FR"]).user)
    assert other.get(at("desk_suggestion", asked)).status_code == 404
    assert "No change waits for you" in other.get(reverse("world:desk_world")).content.decode()
    with pytest.raises(MoveRefused):
        actions.accept(asked.suggested_by, asked, seen="")


def test_only_the_table_moves_it():
    states, moves = set(Suggestion.State.values), {name for _state, name in MOVES}
    for state in states:
        for name in moves:
            if (state, name) in MOVES:
                assert MOVES[state, name].to in states
            else:
                with pytest.raises(MoveRefused):
                    find_move(MOVES, state, name, {"coordinator", "suggester"})


def test_a_row_that_is_gone_can_only_be_declined(desk, asked):
    Facility.objects.all().delete()
    page = desk.get(at("desk_suggestion", asked)).content.decode()
    assert "Please decline" in page
    assert "Take it over" not in page
    assert "taken out meanwhile" in desk.post(at("suggestion_accept", asked), {}, follow=True).content.decode()


def test_a_new_status_is_dated_and_a_wrong_date_is_replaced(desk, asked):
    room = Facility.objects.get()
    StatusPeriod.objects.create(facility=room, status="open", year=2001, source=room.source)
    for values, was in (({"status_since": "2002-05"}, {"status_since": "2001"}), ({"status": "closed", "status_since": "2024"}, {"status": "open", "status_since": "2002-05"})):  # fmt: skip
        accept(desk, makers.suggestion(room, values=values, was=was))
    assert [(step.status, step.since) for step in room.statuses.all()] == [("closed", "2024"), ("open", "2002-05")]


def test_an_unsanctioned_room_is_refused_at_the_last_door_too(desk, asked):
    wrong = makers.suggestion(Facility.objects.get(), values={"legal_basis": "none"}, was={"legal_basis": ""})
    assert "open without any legal basis" in accept(desk, wrong).content.decode()
    assert Facility.objects.get().legal_basis == ""


def test_few_questions_however_much_waits(desk, asked):
    url = reverse("world:desk_world")
    for _ in range(3):
        makers.suggestion(makers.facility())
    assert counted(desk, url) <= 3
    assert desk.get(url).content.decode().count("Look and decide") == 4
