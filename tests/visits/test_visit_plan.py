"""The agenda by day and hour, the checklist with whose line it is; written by several, overwritten by nobody."""

from datetime import time

import pytest

from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import planning, preparing
from visits.actions.preparing import Line
from visits.checklists import lines_of
from visits.kinds import KINDS

pytestmark = pytest.mark.django_db
TYPED = {"line1-day": "1", "line1-from_hour": "10:00", "line1-to_hour": "11:00", "line1-what": "Round of the house",
         "line1-whom": "A nurse"}  # fmt: skip


def url(asked, page="plan"):
    return f"/visits/{asked.pk}/{page}/"


def people(asked):
    consent = asked.visit.consents.get()
    return asked.requester, asked.invitations.get(state="accepted").expert.user, consent.person


def test_each_side_writes_the_agenda_and_the_others_are_told(as_user):
    asked = story.confirmed()
    requester, expert, host = people(asked)
    for version, person in enumerate(people(asked)):
        answer = as_user(person).post(url(asked, "agenda"), {**TYPED, "seen": str(version)})
        assert answer.status_code == 302
    assert asked.agenda.get().what == "Round of the house"
    page = as_user(host).get(url(asked)).content.decode()
    assert "with A nurse" in page
    assert expert.notices.filter(kind="visits.agenda_changed").exists()
    assert requester.notices.filter(kind="visits.agenda_changed").exists()


def test_times_stand_in_both_zones(as_user):
    asked = story.confirmed()
    requester = asked.requester
    requester.time_zone = "America/Montreal"
    requester.save()
    preparing.save_agenda(requester, asked, [Line(1, time(15), "Round of the house")], seen=0)
    page = as_user(requester).get(url(asked)).content.decode()
    assert "09:00 your time" in page
    assert "15:00 at the house" in page


def test_what_somebody_changed_meanwhile_is_shown_and_kept(as_user):
    asked = story.confirmed()
    requester, expert, _host = people(asked)
    preparing.save_agenda(expert, asked, [Line(1, time(9), "Coffee with the night shift")], seen=0)
    page = as_user(requester).post(url(asked, "agenda"), {**TYPED, "seen": "0"}).content.decode()
    for words in ("Somebody else changed", "Coffee with the night shift", "Round of the house"):
        assert words in page
    assert asked.agenda.get().what == "Coffee with the night shift"
    as_user(requester).post(url(asked, "agenda"), {**TYPED, "seen": "1"})
    assert asked.agenda.get().what == "Round of the house"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"line1-from_hour": ""}, "At which hour?"),
        ({"line1-what": ""}, "Please say what happens then"),
        ({"line1-to_hour": "09:00"}, "The end must be later"),
        ({"line1-day": "9"}, "Select a valid choice"),
        ({"line1-what": "x" * 201}, "at most 200"),
        ({"line1-from_hour": "noon"}, "Please give an hour"),
        ({"seen": "x"}, "Somebody else changed"),
    ],
)
def test_bad_lines_are_said_and_kept(as_user, typed, said):
    asked = story.confirmed()
    page = as_user(asked.requester).post(url(asked, "agenda"), {**TYPED, "seen": "0", **typed}).content.decode()
    assert said in page
    assert "A nurse" in page
    assert not asked.agenda.exists()


def test_strangers_find_nothing_and_the_desk_reads_only(as_user):
    asked = story.confirmed()
    for page in ("plan", "agenda", "costs"):
        assert as_user(makers.member()).get(url(asked, page)).status_code == 404
    desk = as_user(story.desk_user(asked))
    assert desk.get(url(asked)).status_code == 200
    assert desk.get(url(asked, "agenda")).status_code == 404
    assert desk.get(url(asked, "costs")).status_code == 404


def test_an_agenda_begins_with_the_days(as_user):
    asked = story.planned()
    assert as_user(asked.requester).get(url(asked, "agenda"))["Location"] == url(asked)


def test_a_shorter_visit_keeps_its_lines():
    from visits import agenda

    asked = story.confirmed()
    preparing.save_agenda(asked.requester, asked, [Line(2, time(9), "Second morning")], seen=0)
    asked.visit.sessions.order_by("-start").first().delete()
    assert [one.line.what for one in agenda.days_of(story.fresh(asked))[0].lines] == ["Second morning"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_lines_for_both_sides(kind):
    lines = lines_of(makers.visit_request(kind=kind, travels="requester", hosting="facility"))
    assert {"requester", "expert"} <= {line.side for line in lines}
    assert len({line.slug for line in lines}) == len(lines)


def test_only_the_side_whose_line_it_is_ticks_it(as_user):
    asked = story.confirmed()
    _requester, _expert, host = people(asked)
    answer = as_user(host).post(url(asked, "plan/tick"), {"line": "rota", "done": "yes"})
    assert answer["Location"] == url(asked)
    assert "rota" in story.fresh(asked).ticks
    with pytest.raises(MoveRefused, match="belongs to somebody else"):
        preparing.tick(asked.requester, asked, "rota", done=False)
    preparing.tick(host, asked, "rota", done=False)
    assert story.fresh(asked).ticks == {}
    assert as_user(host).get(url(asked, "plan/tick")).status_code == 405
    with pytest.raises(MoveRefused):
        preparing.tick(host, asked, "no-such-line", done=True)


def test_few_queries(as_user):
    asked = story.confirmed()
    preparing.save_agenda(asked.requester, asked, [Line(1, time(9), "Coffee"), Line(2, time(9), "Tea")], seen=0)
    for page in ("plan", "agenda"):
        assert counted(as_user(asked.requester), url(asked, page)) <= 6


def test_a_postponed_visit_keeps_its_agenda():
    asked = story.confirmed()
    preparing.save_agenda(asked.requester, asked, [Line(1, time(9), "Coffee")], seen=0)
    planning.postpone_visit(asked.requester, story.fresh(asked), "Our room moves that week.")
    assert asked.agenda.count() == 1
