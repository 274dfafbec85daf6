"""Who gets the last place when eight experts press "yes" at the same moment? Exactly one, every time."""

import os
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from accounts.models import Member
from portal import clock
from portal.moves import MoveRefused
from tests import makers
from tests.visits.story import HOURS
from visits.actions import answering
from visits.models import Invitation, VisitRequest

CLIENTS = 8
ROUNDS = int(os.environ.get("RACES", "100"))  # make bench asks for 1,000


def one_place_for(experts: list[Member]) -> VisitRequest:
    """All eight are asked at once for one place: more than the house would ask, so that the race is as hard as can be."""
    request = makers.visit_request(state=VisitRequest.State.INVITING, duration_days=1)
    Invitation.objects.bulk_create(
        Invitation(
            request=request,
            expert=expert,
            order=number,
            state=Invitation.State.INVITED,
            invited_at=clock.now(),
            answer_by=clock.now() + timedelta(days=7),
        )
        for number, expert in enumerate(experts, 1)
    )
    return request


@pytest.mark.usefixtures("words_of_the_house")
@pytest.mark.timeout(600)
def test_the_last_place_has_exactly_one_winner():
    if connection.vendor != "postgresql":
        pytest.skip("did without PostgreSQL: SQLite lets one writer in at a time, so there is no race to run")
    makers.coordinator()
    experts = [makers.expert(profile={"capacity_per_year": 20_000}) for _n in range(CLIENTS)]
    requests = [one_place_for(experts) for _n in range(ROUNDS)]
    together = threading.Barrier(CLIENTS)
    won: list[tuple[int, int]] = []
    refused: list[str] = []
    broken: list[BaseException] = []

    def client(expert: Member) -> None:
        try:
            for request in requests:
                row = request.invitations.select_related("expert__user", "request").get(expert=expert)
                window = request.windows.first()
                together.wait(timeout=60)
                try:
                    answering.accept_invitation(expert.user, row, window=window, days=[window.start], **HOURS)
                    won.append((request.pk, expert.pk))
                except MoveRefused as refusal:
                    refused.append(str(refusal))
        except BaseException as error:
            broken.append(error)
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=client, args=[expert]) for expert in experts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    accepted = Invitation.objects.filter(state=Invitation.State.ACCEPTED).values_list("request_id", "expert_id")
    assert sorted(won) == sorted(accepted)
    assert len({request_id for request_id, _expert in won}) == len(won) == ROUNDS
    assert len(refused) == ROUNDS * (CLIENTS - 1)
