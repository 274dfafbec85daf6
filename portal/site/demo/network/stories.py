"""Where does each request of the demo stand, and how did it come there? One story for each, told by real actions."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.conf import settings

from portal.site.demo.network import endings
from portal.site.demo.network.members import People
from portal.site.demo.network.steps import Tale
from portal.site.demo.network.timeline import Story
from visits.actions import group, preparing, requests

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
    "warsaw-overdose": endings.report_is_due,
    "dublin-women": endings.report_is_read,
    "berlin-bus": endings.became_a_practice,
    "amsterdam-figures": endings.closed_by_report,
    "oslo-evening": expert_replaced,
    "aarhus-council": fee_is_missing,
    "hamburg-contract": endings.fee_is_unpaid,
    "vienna-space": endings.not_held,
    "oslo-smoking": endings.called_off,
    "bologna-press": endings.taken_back,
    "edinburgh-grief": endings.nobody_found,
    "malmo-police": endings.not_approved,
    "turin-drug-checking": endings.ran_out,
}
