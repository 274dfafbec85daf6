"""Can a team walk from its first question to a practice, in a browser, each person in a window of their own?"""

import pytest

from tests import makers
from tests.journeys.asking import ask
from tests.journeys.looking import look
from tests.visits import story
from visits.actions.shortlist import compute_shortlist
from visits.models import Invitation, VisitRequest

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house")]


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
@pytest.mark.timeout(240)
def test_from_the_question_to_the_practice(window_of, width, scripts):
    coordinator = makers.coordinator().user
    expert = makers.expert(languages=[{"code": "en", "level": "fluent"}])
    offer = makers.host_offer(expert)
    requester = makers.member(country="IE", organisation=makers.organisation(country="IE", city="Dublin"))

    asking = window_of(requester, width=width, scripts=scripts)
    ask(asking, axe=scripts)
    request = VisitRequest.objects.get()
    assert request.state == "submitted"
    look(asking, with_axe=scripts)
    compute_shortlist(request.pk)

    desk = window_of(coordinator, width=width, scripts=scripts)
    desk.goto(f"/desk/requests/{request.pk}/")
    look(desk, with_axe=scripts)
    desk.locator(f'input[name="expert"][value="{expert.pk}"]').check()
    desk.get_by_role("button", name="Approve the list and ask").click()
    row = Invitation.objects.get()

    answering = window_of(expert, width=width, scripts=scripts)
    answering.goto(f"/visits/invitations/{row.pk}/")
    look(answering, with_axe=scripts)
    answering.locator('input[name="answer"][value="accept"]').check()
    answering.get_by_role("button", name="Send my answer").click()
    assert story.fresh(request).state == "planning"

    asking.goto(f"/visits/{request.pk}/")
    look(asking, with_axe=scripts)
    asking.get_by_role("button", name="Agree to these dates").first.click()
    consent = story.fresh(request).visit.consents.get()

    house = window_of(offer.facility.signoff_person, width=width, scripts=scripts)
    house.goto(f"/visits/consents/{consent.pk}/")
    look(house, with_axe=scripts)
    house.get_by_role("button", name="Yes, they may come").click()
    assert story.fresh(request).state == "confirmed"

    story.travel_past(story.fresh(request))
    from visits.actions.clocks import run_all

    run_all()
    for page in (asking, answering):
        page.goto(f"/visits/{request.pk}/")
        page.get_by_role("button", name="Yes", exact=False).first.click()
    assert story.fresh(request).state == "held"

    asking.goto(f"/visits/{request.pk}/report/")
    asking.fill('[name="title"]', "What we learned about air")
    asking.fill('[name="what_we_saw"]', "Two small booths, each with an outlet of its own, and a light outside.")
    look(asking, with_axe=scripts)
    asking.get_by_role("button", name="Send it for sign-off").click()
    house.goto(f"/visits/{request.pk}/report/sign-off/")
    look(house, with_axe=scripts)
    house.get_by_role("button", name="Sign it off").click()
    asking.goto(f"/visits/{request.pk}/report/sign-off/")
    asking.get_by_role("button", name="Make this a field practice").click()
    assert "/practices/" in asking.url
    assert story.fresh(request).state == "closed"
