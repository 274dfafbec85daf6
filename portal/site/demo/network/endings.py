"""How did requests of the demo end, or what came after the visit? Told by real actions, as in `stories`."""

from collections.abc import Iterator
from decimal import Decimal

from portal.site.demo.network.steps import Tale
from visits.actions import afterwards, incidents, preparing, requests

# afterwards


def report_is_due(tale: Tale) -> Iterator[int]:
    yield -60
    tale.submit((-26, -12), (-5, 4))
    yield -57
    tale.approve("nurse-frankfurt", "doctor-montreal")
    yield -54
    tale.accept("nurse-frankfurt", -22)
    yield -52
    tale.agree()
    tale.house_agrees()
    yield -13
    tale.was_held("nurse-frankfurt")
    yield -11
    tale.feedback("nurse-frankfurt")
    tale.report("harm-reduction-worker-warsaw", what_we_saw="Two days with mannequins, masks and a stopwatch. ")
    yield 0
    tale.paper("nurse-frankfurt", "certificate")


def fee_is_unpaid(tale: Tale) -> Iterator[int]:
    """It took place three weeks ago, and nobody has said that the peer worker was paid: the desk asks after it."""
    yield -62
    tale.submit((-30, -20), (-12, -2))
    yield -60
    tale.approve("peer-worker-rotterdam")
    yield -57
    tale.accept("peer-worker-rotterdam", -24)
    row = tale.invitation("peer-worker-rotterdam").pk
    tale.cost(preparing.CostRow("peer-fee", "requester", Decimal(160), invitation_id=row))
    yield -55
    tale.agree()
    yield -20
    tale.was_held("peer-worker-rotterdam")
    yield -18
    tale.feedback("peer-worker-rotterdam")


def report_is_read(tale: Tale) -> Iterator[int]:
    yield -75
    tale.submit((-40, -26), (-20, -10))
    yield -72
    tale.approve("harm-reduction-worker-barcelona", "peer-worker-aarhus")
    yield -69
    tale.accept("harm-reduction-worker-barcelona", -35)
    yield -67
    tale.agree()
    yield -65
    tale.house_agrees("Come in the morning; the afternoon belongs to the group.")
    yield -34
    told = tale.tell_incident(
        "nurse-dublin",
        "One of us took out her phone in the living room to note a word. A peer worker asked her to put it away, and she did.",
        "Two visitors, a peer worker, some women who use the room",
    )
    incidents.read_incident(tale.coordinator, told)
    note = (
        "Talked with the group and the house by phone. No photo was taken; the phones stayed in the locker after that."
    )
    incidents.close_incident(tale.coordinator, told, note)
    yield -28
    tale.was_held("harm-reduction-worker-barcelona")
    yield -26
    tale.feedback("nurse-dublin", "harm-reduction-worker-barcelona")
    yield -2
    tale.report(
        "nurse-dublin",
        title="Hours for women: what we saw and will try from March",
        answers=["With the women who come already; they chose late mornings.", "There was grumbling for two weeks."],
        what_we_saw="The door is opened by a woman, the sofa stands where one sees it, and nobody has to explain why "
        "she is here. The first month was almost empty; the staff stayed all the same.",
        what_differs="We share the house with a clinic, so our hours must follow theirs.",
        plans=[
            plan("Two mornings a week for women, with tea and a nurse", "the morning team", "March"),
            plan("A childminder on call", "the manager", "April"),
        ],
        materials_received="The rota of three months, and the card that hangs at the door.",
        follow_up_asked="A call in spring about the childminder.",
        what_not="No separate entrance: ours would lead through a yard that feels unsafe.",
    )
    tale.hand_in("nurse-dublin")


def became_a_practice(tale: Tale) -> Iterator[int]:
    yield -95
    tale.submit((-60, -46), (-40, -30))
    yield -92
    tale.approve("nurse-lisbon")
    yield -89
    tale.accept("nurse-lisbon", -58)
    yield -87
    tale.agree()
    yield -85
    tale.house_agrees()
    yield -50
    tale.was_held("nurse-lisbon")
    yield -48
    tale.feedback("nurse-berlin", "nurse-lisbon")
    yield -47
    tale.thank(
        "nurse-berlin", "nurse-lisbon", "For the mat to kneel on, and for not hiding what went wrong.", show=True
    )
    yield -44
    tale.report(
        "nurse-berlin",
        title="Three minutes for a wound on the pavement",
        answers=["Everything lies in the order in which it is used.", "A kneeling mat, and a lamp for the forehead."],
        what_we_saw="A box with five compartments, opened on the bonnet. Rinse, look, cover, write one line, give a date. "
        "Nobody is asked to come inside, and most come back.",
        what_differs="Our stops are darker and our winters longer.",
        saw_problem="People did not come in for a wound they could walk with.",
        saw_who="One nurse and one colleague on each tour.",
        plans=[
            plan("Two boxes packed the same way, and a lamp", "the bus team", "next month"),
            plan("A list of what may wait until the next day", "the nurses", "before summer"),
        ],
        what_not="We will not treat without a second colleague beside us.",
    )
    tale.hand_in("nurse-berlin")
    yield -40
    tale.sign("nurse-lisbon")
    yield -39
    practice = afterwards.make_practice(tale.requester, tale.fresh().visit.report)
    post_as_it_is(tale, practice.pk)
    yield -9
    tale.changed("nurse-berlin", "done", "partly", word="The second box hangs in the new bus.", cities=["Berlin"])


def plan(what: str, who: str, by: str) -> dict[str, str]:
    return {"what": what, "who": who, "by": by}


def post_as_it_is(tale: Tale, practice_id: int) -> None:
    from exchange.practices import actions as practices
    from exchange.practices.models import Practice

    practice = Practice.objects.get(pk=practice_id)
    practices.save_draft(tale.requester, practice, {"no_identifying": True})
    practices.post_practice(tale.requester, Practice.objects.get(pk=practice_id))


def closed_by_report(tale: Tale) -> Iterator[int]:
    yield -70
    tale.submit((-38, -28))
    yield -68
    tale.approve("manager-strasbourg", "manager-zurich")
    yield -66
    tale.accept("manager-strasbourg", -36)
    yield -64
    tale.agree()
    yield -34
    tale.was_held("manager-strasbourg")
    yield -33
    tale.feedback("social-worker-amsterdam", "manager-strasbourg")
    yield -32
    tale.report(
        "social-worker-amsterdam",
        title="Five figures instead of forty",
        answers=["Visits, people, places used, calls for help, and one question a month that changes."],
        what_we_saw="A register of one page that a nurse fills in at the end of a shift, in four minutes, and reads herself.",
        plans=[plan("Eight fields instead of forty, for three months", "the front desk", "this quarter")],
    )
    tale.hand_in("social-worker-amsterdam")
    yield -31
    tale.sign("manager-strasbourg")


# ends


def not_held(tale: Tale) -> Iterator[int]:
    yield -60
    tale.submit((-28, -14), (0, 10))
    yield -57
    tale.approve("manager-copenhagen")
    yield -54
    tale.accept("manager-copenhagen", -24)
    yield -52
    tale.agree()
    yield -50
    tale.house_agrees()
    yield -18
    tale.was_held("manager-copenhagen", held=False)


def called_off(tale: Tale) -> Iterator[int]:
    yield -36
    tale.submit((2, 12))
    yield -34
    tale.approve("nurse-zurich")
    yield -31
    tale.accept("nurse-zurich", 4)
    yield -29
    tale.agree()
    yield -9
    word = "Half the team is ill, and nobody could listen. We ask again after the winter."
    requests.cancel_request(tale.requester, tale.fresh(), "capacity", word)


def taken_back(tale: Tale) -> Iterator[int]:
    yield -20
    tale.submit()
    yield -18
    tale.approve("manager-dublin", "peer-worker-lisbon")
    yield -17
    requests.withdraw_request(tale.requester, tale.fresh(), "dates", "The vote was put off until autumn.")


def nobody_found(tale: Tale) -> Iterator[int]:
    yield -40
    tale.submit()
    yield -38
    tale.approve("peer-worker-vancouver")
    yield -36
    tale.decline("peer-worker-vancouver")
    yield -31
    word = "The two colleagues who could help are not free before spring. Please ask again then; we will remember you."
    requests.stand_down(tale.coordinator, tale.fresh(), word)


def not_approved(tale: Tale) -> Iterator[int]:
    yield -22
    tale.submit((30, 44), (51, 65))
    yield -19
    word = (
        "Two politicians and the police in one group are too many for a room in use. A call would be a good beginning."
    )
    requests.refuse_request(tale.coordinator, tale.fresh(), "safety", word)


def ran_out(tale: Tale) -> Iterator[int]:
    yield -50
    tale.submit()
    yield -47
    requests.return_request(
        tale.coordinator, tale.fresh(), "Which languages could the call be in? Only that is missing."
    )
