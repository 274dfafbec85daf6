"""Does the first question of an application become a draft when its writer is let in: once, and for them alone?"""

import pytest
from django.urls import reverse

from accounts.actions import vetting
from accounts.welcoming import welcome
from tests import makers
from visits.models import VisitRequest

pytestmark = pytest.mark.django_db
ASKED = "How did others talk with the neighbours " + "before a place was chosen, " * 20


@pytest.fixture
def asked():
    return makers.application("in-review", first_question=ASKED, stage="preparing")


def let_in(application):
    for _person in range(2):
        vetting.say_yes(makers.coordinator().user, application, "We know the house.")
    application.refresh_from_db()


def test_it_waits_as_a_draft_and_its_writer_is_told(asked, as_user):
    let_in(asked)
    draft = VisitRequest.objects.get()
    assert (draft.requester, draft.state, draft.kind, draft.stage) == (
        asked.user,
        "draft",
        "remote-advice",
        "preparing",
    )
    assert (len(draft.title) <= 120, draft.questions[0].endswith("…"), draft.why_now) == (True, True, ASKED)
    kinds = set(asked.user.notices.values_list("kind", flat=True))
    assert {"accounts.application_accepted", "visits.first_question"} <= kinds
    inbox = as_user(asked.user).get(reverse("delivery:inbox")).content.decode()
    assert "Your first question waits as a draft" in inbox
    home = as_user(asked.user).get("/home/").content.decode()
    assert f'<a href="/visits/{draft.pk}/">{draft.title}</a>' in home
    assert as_user(makers.coordinator()).get(reverse("visits:request_page", args=[draft.pk])).status_code == 404


def test_it_is_made_once(asked):
    let_in(asked)
    welcome(asked)
    VisitRequest.objects.all().delete()
    welcome(asked)
    assert not VisitRequest.objects.exists()


def test_whoever_asked_nothing_gets_nothing():
    application = makers.application("in-review", first_question="  ")
    let_in(application)
    assert application.state == "accepted"
    assert not VisitRequest.objects.exists()
