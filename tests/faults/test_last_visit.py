"""Who gets a house's last visit of the year when its yes to several groups is pressed at the same moment? Exactly one."""

import os
import threading
from datetime import time, timedelta

import pytest
from django.db import connection, connections

from portal import clock
from portal.moves import MoveRefused
from tests import makers
from visits.actions import consents
from visits.models import DateProposal, HostConsent, HostOffer, Session, Visit, VisitRequest

CLIENTS = 4
ROUNDS = int(os.environ.get("RACES", "100")) // 4 or 1


def group_that_asks(offer: HostOffer, number: int) -> HostConsent:
    """A group for whose own days the house is asked; nothing but the budget stands between them."""
    request = makers.visit_request(state=VisitRequest.State.PLANNING, duration_days=1, windows=[])
    start = clock.now() + timedelta(days=40 + number)
    proposal = DateProposal.objects.create(
        request=request,
        days=[start.date().isoformat()],
        from_hour=time(10),
        to_hour=time(12),
        state="agreed",
        at=clock.now(),
    )
    visit = Visit.objects.create(request=request, facility=offer.facility, zone="Europe/Zurich")
    Session.objects.create(visit=visit, start=start, end=start + timedelta(hours=2))
    return HostConsent.objects.create(
        visit=visit, person=offer.facility.signoff_person, proposal=proposal, asked_at=clock.now(), answer_by=start
    )


@pytest.mark.usefixtures("words_of_the_house")
@pytest.mark.timeout(600)
def test_the_last_visit_of_the_year_is_given_once():
    if connection.vendor != "postgresql":
        pytest.skip("did without PostgreSQL: SQLite lets one writer in at a time, so there is no race to run")
    makers.coordinator()
    rounds = []
    for _round in range(ROUNDS):
        offer = makers.host_offer(visits_per_year=2, visitor_days_per_year=3)  # room for one group of two
        rounds.append([group_that_asks(offer, number) for number in range(CLIENTS)])
    together = threading.Barrier(CLIENTS)
    won: list[int] = []
    refused: list[str] = []
    broken: list[BaseException] = []

    def client(place: int) -> None:
        try:
            for groups in rounds:
                consent = HostConsent.objects.select_related("visit__request", "person").get(pk=groups[place].pk)
                together.wait(timeout=60)
                try:
                    consents.agree_as_host(consent.person, consent)
                    won.append(consent.visit.facility_id)
                except MoveRefused as refusal:
                    refused.append(str(refusal))
        except BaseException as error:
            broken.append(error)
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=client, args=[place]) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    agreed = HostConsent.objects.filter(state=HostConsent.State.AGREED).values_list("visit__facility_id", flat=True)
    assert sorted(won) == sorted(agreed)
    assert len(set(won)) == len(won) == ROUNDS
    assert len(refused) == ROUNDS * (CLIENTS - 1)
    assert all("visitor days a year" in words for words in refused)
