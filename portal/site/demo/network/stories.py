"""Where does each request of the demo stand, and how did it come there? One story for each, told by real actions."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.conf import settings

from portal.site.demo.network.members import People
from portal.site.demo.network.steps import Tale
from portal.site.demo.network.timeline import Story
from visits.actions import afterwards, group, incidents, preparing, requests

FILE = settings.BASE_DIR / "portal" / "site" / "demo" / "requests.json"
# Days count from today: -9 is nine days ago. Between being asked and an answer at most four days may pass on any
# weekday, else the running clocks let the invitation lapse, as they should. Windows start at least four weeks after the request was sent.
SOON = ((30, 44), (51, 65))


def load(people: People) -> list[Story]:
    rows = {row["key"]: row for row in json.loads(FILE.read_text())}
    return [tell(Tale(rows[key], people)) for key, tell in STORIES.items()]


# still at the beginning


def draft(tale: Tale) -> Iterator[int]:
    yield -8
    tale.write()


def just_sent(tale: Tale) -> Iterator[int]:
    yield -1
    tale.submit(*SOON)


def sent_back(tale: Tale) -> Iterator[int]:
    yield -6
    tale.submit(*SOON)
    yield -4
    word = "Thank you for asking. Which region is it about, and does anybody there know of your plan yet?"
    requests.return_request(tale.coordinator, tale.fresh(), word)


# people are being asked


def one_asked(tale: Tale) -> Iterator[int]:
    yield -9
    tale.submit(*SOON)
    yield -6
    tale.approve("manager-dublin", "manager-amsterdam", "social-worker-paris")
    yield -3
    tale.decline("manager-dublin")


def other_dates(tale: Tale) -> Iterator[int]:
    yield -10
    tale.submit(*SOON)
    yield -5
    tale.approve("manager-brussels", "social-worker-oslo")
    yield -1
    tale.propose("manager-brussels", 47, word="That week we have visitors of our own; the days after would suit me.")


def one_of_two(tale: Tale) -> Iterator[int]:
    yield -12
    tale.submit(*SOON)
    yield -6
    tale.approve("manager-dublin", "manager-porto", "nurse-brussels", at_once=2)
    yield -5
    tale.accept("manager-dublin", 32)
    yield -2
    tale.think("manager-porto", word="I have to ask our board first.")


def list_is_empty(tale: Tale) -> Iterator[int]:
    yield -9
    tale.submit(*SOON)
    yield -7
    tale.approve("peer-worker-aarhus", "peer-worker-lisbon")
    yield -5
    tale.decline("peer-worker-aarhus")
    yield -3
    tale.decline("peer-worker-lisbon")
    yield -2
    tale.call_members()
    yield -1
    word = "I have run hepatitis tests on wheels for four years, for two of them with peers. I could come for two days."
    tale.offer("nurse-frankfurt", word, dates="Mondays and Tuesdays", languages="English, German")


def hidden(tale: Tale) -> Iterator[int]:
    """A sensitive one: whoever is asked reads the question, and nothing of who asks and from where."""
    # A room under threat: read the same day, and whoever is asked has two working days.
    yield -1
    tale.submit(*SOON)
    tale.approve("manager-strasbourg", "manager-amsterdam")


# dates and the house


def date_to_choose(tale: Tale) -> Iterator[int]:
    yield -14
    tale.submit(*SOON)
    tale.name_deputy("manager-vienna")
    yield -5
    tale.approve("nurse-zurich", "nurse-amsterdam")
    yield -2
    tale.accept("nurse-zurich", 33, word="Gladly. Bring soft shoes.")


def house_is_asked(tale: Tale) -> Iterator[int]:
    yield -12
    tale.submit(*SOON)
    yield -9
    tale.approve("peer-worker-rotterdam")
    yield -6
    tale.accept("peer-worker-rotterdam", 31)
    yield -4
    tale.agree()
    yield -2
    tale.pick_house("NL", "Amsterdam")


def comes_soon(tale: Tale) -> Iterator[int]:
    yield -40
    tale.submit((6, 20), (28, 40))
    yield -37
    tale.approve("nurse-lisbon", "harm-reduction-worker-berlin")
    yield -34
    tale.accept("nurse-lisbon", 9)
    yield -32
    tale.agree()
    yield -30
    tale.house_agrees("You are welcome. We load at half past nine, come then if you can.")
    yield -20
    me = tale.people.members["social-worker-brno"].pk
    tale.come(
        group.Person("social-worker", "The person who asks", member_id=me),
        group.Person("nurse", "A colleague", organisation_kind="municipality"),
        group.Person("nurse", "Another colleague", is_substitute=True),
    )
    tale.sign_on_paper("A colleague")
    tale.plan(
        "nurse-lisbon",
        (
            1,
            "10:00",
            "11:00",
            "Loading the van, and the round of what is where",
            "At the depot",
            "A nurse and a peer worker",
        ),
        (1, "11:00", "13:30", "First stop", "On the road", "The team of the day"),
        (1, "14:00", "15:00", "What we would do differently", "Back at the depot", "The team and the coordinator"),
    )
    tale.cost(
        preparing.CostRow("travel", "requester", Decimal(420), note="Two tickets by train and ferry"),
        preparing.CostRow("hotel", "requester", Decimal(310), is_settled=True),
    )
    tale.tick("social-worker-brno", "questions", "travel")
    tale.tick("nurse-lisbon", "rota", "users-told")
    tale.say("social-worker-brno", "Shall we bring rain clothes? We would like to see the evening stop, too.")
    yield -19
    stops = "Morning stop: ten to one\nEvening stop: six to eight\nWe load at half past nine\n"
    answer = "**Rain clothes, yes.** The evening stop is from six to eight; there is room for both of you."
    tale.say("nurse-lisbon", answer, sheet=stops)
    tale.has_read("social-worker-brno")
    yield 0
    # The letter lies under "Papers" as a PDF, for a day as all papers do.
    tale.paper("social-worker-brno", "letter")
    tale.paper("social-worker-brno", "agenda")


def expert_replaced(tale: Tale) -> Iterator[int]:
    """Everybody had said yes; the expert fell ill, and the next said yes to the same days. The house's yes stood."""
    yield -30
    tale.submit((8, 22), (30, 44))
    yield -28
    tale.approve("manager-porto", "peer-worker-lisbon")
    yield -26
    tale.accept("manager-porto", 11)
    yield -24
    tale.agree()
    yield -22
    tale.house_agrees()
    yield -8
    tale.step_back("manager-porto")
    yield -6
    tale.accept_kept("peer-worker-lisbon", word="I know the house; I will take them round.")
    yield -5
    row = tale.invitation("peer-worker-lisbon").pk
    tale.cost(preparing.CostRow("peer-fee", "requester", Decimal(180), invitation_id=row))


def fee_is_missing(tale: Tale) -> Iterator[int]:
    """The house has said yes, and nothing is confirmed: a peer worker comes, and no fee was named."""
    yield -14
    tale.submit(*SOON)
    yield -12
    tale.approve("peer-worker-lisbon", "manager-porto")
    yield -9
    tale.accept("peer-worker-lisbon", 38)
    yield -7
    tale.agree()
    yield -4
    tale.house_agrees()


def in_three_days(tale: Tale) -> Iterator[int]:
    yield -38
    tale.submit((1, 12), (25, 36))
    yield -36
    tale.approve("manager-porto", "peer-worker-lisbon")
    yield -33
    tale.accept("manager-porto", 3)
    yield -31
    tale.agree()
    yield -29
    tale.house_agrees(rules_are_read=False)


def was_it_held(tale: Tale) -> Iterator[int]:
    yield -45
    tale.submit((-10, -1), (12, 20))
    yield -43
    tale.approve("social-worker-geneva", "social-worker-rotterdam")
    yield -40
    tale.accept("social-worker-geneva", -7)
    yield -38
    tale.agree()
    tale.house_agrees()


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
    tale.submit(*SOON)
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


STORIES: dict[str, Callable[[Tale], Story]] = {
    "bologna-draft": draft,
    "malmo-smoking": just_sent,
    "stockholm-card": sent_back,
    "ghent-neighbours": one_asked,
    "helsinki-law": other_dates,
    "edinburgh-opening": one_of_two,
    "helsinki-bbv": list_is_empty,
    "hidden-court": hidden,
    "vienna-crack": date_to_choose,
    "ghent-peers": house_is_asked,
    "brno-mobile": comes_soon,
    "turin-needs": in_three_days,
    "strasbourg-review": was_it_held,
    "warsaw-overdose": report_is_due,
    "dublin-women": report_is_read,
    "berlin-bus": became_a_practice,
    "amsterdam-figures": closed_by_report,
    "oslo-evening": expert_replaced,
    "aarhus-council": fee_is_missing,
    "hamburg-contract": fee_is_unpaid,
    "vienna-space": not_held,
    "oslo-smoking": called_off,
    "bologna-press": taken_back,
    "edinburgh-grief": nobody_found,
    "malmo-police": not_approved,
    "turin-drug-checking": ran_out,
}
