"""Does an expert ever have more than two open questions when eight desks ask the same people at the same moment?"""

import os
import random
import threading

import pytest
from django.db import connection, connections

from tests import makers
from visits.actions import invitations
from visits.matching.filters import OPEN_INVITATIONS_A_WEEK
from visits.models import Invitation, VisitRequest

DESKS = 8
ROUNDS = int(os.environ.get("RACES", "100")) // 5


@pytest.mark.usefixtures("words_of_the_house")
@pytest.mark.timeout(600)
def test_eight_desks_never_ask_one_expert_a_third_time():
    if connection.vendor != "postgresql":
        pytest.skip("did without PostgreSQL: SQLite lets one writer in at a time, so there is no race to run")
    coordinator = makers.coordinator()
    rounds = []
    for number in range(ROUNDS):
        experts = [makers.expert() for _n in range(4)]
        requests = [
            makers.visit_request(state=VisitRequest.State.INVITING, title=f"Round {number}, desk {n}", experts_needed=3)
            for n in range(DESKS)
        ]
        rounds.append((experts, requests))
    together = threading.Barrier(DESKS)
    broken: list[BaseException] = []

    def desk(place: int) -> None:
        order = random.Random(place)
        try:
            for experts, requests in rounds:
                wanted = order.sample(
                    experts, len(experts)
                )  # each list in an order of its own: no lock may wait in a ring
                together.wait(timeout=60)
                invitations.approve_list(coordinator.user, requests[place], wanted, at_once=3)
        except BaseException as error:
            broken.append(error)
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=desk, args=[place]) for place in range(DESKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    open_now = Invitation.objects.filter(state__in=Invitation.OPEN)
    for experts, _requests in rounds:
        counts = [open_now.filter(expert=expert).count() for expert in experts]
        assert counts == [OPEN_INVITATIONS_A_WEEK] * len(experts)
