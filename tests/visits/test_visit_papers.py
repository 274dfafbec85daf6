"""Agenda, letter, certificate: set by a worker, for whoever may see the name on them, and gone with it."""

import io
from datetime import time

import pikepdf
import pytest

from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits import paper
from visits.actions import clocks, concluding, group, papers, preparing
from visits.models import VisitPaper

pytestmark = pytest.mark.django_db


def url(asked):
    return f"/visits/{asked.pk}/papers/"


def with_names(asked):
    group.save_participants(asked.requester, asked, [group.Person("nurse", "Nora Example"), group.Person("manager")])
    return asked.participants.get(role="nurse")


def words(row) -> str:
    return str(paper.data(row))


def made(as_user, user, asked, kind, participant="") -> VisitPaper:
    as_user(user).post(url(asked), {"kind": kind, "participant": str(participant)})
    row = VisitPaper.objects.get(user=user, kind=kind)
    papers.make_paper(row.pk)
    return story.fresh(row)


def test_the_agenda_is_asked_for_made_and_saved(as_user):
    asked = story.confirmed()
    preparing.save_agenda(asked.requester, asked, [preparing.Line(1, time(10), '#read("x") $y$ round')], seen=0)
    browser = as_user(asked.requester)
    assert "Make the PDF" in browser.get(url(asked)).content.decode()
    row = made(as_user, asked.requester, asked, "agenda")
    answer = browser.get(f"/visits/papers/{row.pk}/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Agenda"


def test_looking_makes_nothing(as_user):
    asked = story.confirmed()
    as_user(asked.requester).get(url(asked))
    assert not VisitPaper.objects.exists()


def test_a_letter_names_one_person_the_house_and_the_days(as_user):
    asked = story.confirmed()
    nora = with_names(asked)
    row = made(as_user, asked.requester, asked, "letter", nora.pk)
    said = words(row)
    for word in ("Nora Example is invited", asked.visit.facility.name, "Zurich"):
        assert word in said
    assert asked.title not in said
    assert asked.requester.member.name not in said


def test_names_of_the_group_are_for_requester_and_house_alone(as_user):
    asked = story.confirmed()
    nora = with_names(asked)
    expert = asked.invitations.get(state="accepted").expert
    host = asked.visit.consents.get().person
    assert "Nora Example" in as_user(host).get(url(asked)).content.decode()
    assert "Nora Example" not in as_user(expert).get(url(asked)).content.decode()
    as_user(expert).post(url(asked), {"kind": "letter", "participant": str(nora.pk)})
    assert not VisitPaper.objects.exists()


def test_nobody_else_opens_a_paper(as_user):
    asked = story.confirmed()
    row = made(as_user, asked.requester, asked, "agenda")
    for other in (makers.member(), asked.visit.consents.get().person, story.desk_user(asked)):
        assert as_user(other).get(f"/visits/papers/{row.pk}/").status_code == 404
    assert as_user(makers.member()).get(url(asked)).status_code == 404


def test_certificates_come_after_the_visit(as_user):
    asked = story.confirmed()
    nora = with_names(asked)
    as_user(asked.requester).post(url(asked), {"kind": "certificate", "participant": str(nora.pk)})
    assert not VisitPaper.objects.exists()
    story.travel_past(asked)

    concluding.say_held(story.desk_user(asked), story.fresh(asked), True)
    row = made(as_user, asked.requester, asked, "certificate", nora.pk)
    assert "Nora Example took part" in words(row)
    expert = asked.invitations.get(state="accepted").expert
    own = made(as_user, expert.user, asked, "certificate")
    assert f"{expert.name} took part" in words(own)


@pytest.mark.parametrize("typed", [{"kind": "poem"}, {"kind": "letter", "participant": "999999"}, {"participant": "x"}])
def test_what_is_not_to_be_had_is_a_message(as_user, typed):
    asked = story.confirmed()
    answer = as_user(asked.requester).post(url(asked), typed, follow=True)
    assert answer.status_code == 200
    assert not VisitPaper.objects.exists()


def test_papers_go_with_the_name_and_after_a_day(as_user, travel):
    asked = story.confirmed()
    nora = with_names(asked)
    row = made(as_user, asked.requester, asked, "letter", nora.pk)
    group.save_participants(asked.requester, asked, [group.Person("nurse", "Otto Example", pk=nora.pk)])
    assert not VisitPaper.objects.filter(pk=row.pk).exists()
    made(as_user, asked.requester, asked, "agenda")
    travel(days=1, minutes=1)
    clocks.run_all()
    assert not VisitPaper.objects.exists()


def test_what_a_killed_worker_left_is_made(as_user, travel):
    asked = story.confirmed()
    as_user(asked.requester).post(url(asked), {"kind": "agenda"})
    travel(seconds=30)
    clocks.run_all()
    assert VisitPaper.objects.get().state == "ready"


def test_few_queries(as_user):
    asked = story.confirmed(group_size=4)
    with_names(asked)
    as_user(asked.requester).post(url(asked), {"kind": "agenda"})
    assert counted(as_user(asked.requester), url(asked)) <= 6
