"""A year of the network, day by day: is nothing sent twice and nothing forgotten, with the clocks changed in spring and
autumn and the schedule standing still for a week in summer?

DAYS=730 lives longer; `pytest -s` shows the figures.
"""

import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Delivery, Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits.actions import (
    afterwards,
    answering,
    clocks,
    code,
    concluding,
    consents,
    invitations,
    later,
    planning,
    requests,
)
from visits.actions.settling import leading_proposal
from visits.lifecycle import ENDS
from visits.models import Feedback, FollowUp, HostConsent, Invitation, Report, Turn, VisitRequest

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
# On PostgreSQL until the clocks have changed and the summer's week is over.
DAYS = int(os.environ.get("DAYS", "200" if os.environ.get("DATABASE_URL") else "366"))
# Winter to winter, so that both changes of the clocks of 2027 are in it.
BEGIN = datetime(2027, 1, 4, 7, tzinfo=UTC)
STANDS_STILL = range(180, 187)
A_NEW_ONE_EVERY = 12
KINDS = ("study-visit", "remote-advice", "on-site-training", "peer-review", "job-shadowing", "implementation")
# How often one person may hear of one thing, over its whole life.
AT_MOST = {
    "visits.invitation_reminder": 4,  # two, and two more while they think
    "visits.host_reminder": 2,
    "visits.feedback_asked": 2,
    "visits.feedback_open": 1,
    "visits.report_due": 5,  # when held, and after 7, 21, 30 and 45 days
    "visits.follow_up": 6,  # three questions, each asked once more
    "visits.draft_waits": 1,
    "visits.expired": 1,
    "visits.was_it_held": 1,
}


def stand_on(day: int) -> None:
    """A little later each day: what is due to the second after a week must not hang on how fast the machine is."""
    clock.set_offset(BEGIN + timedelta(days=day, seconds=20 * day) - story.clock_now())


class Year:
    """Who lives in it, and how they are: some answer the same day, some late, some never."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.desk = makers.coordinator().user
        makers.coordinator()
        makers.administrator()
        self.experts = [
            makers.expert(country=code, profile={"capacity_per_year": 9}) for code in ["NL", "DE", "CH", "FR"]
        ]
        for expert in self.experts[:3]:
            makers.host_offer(expert, visits_per_year=20)
        self.begun = 0
        self.done: Counter[str] = Counter()

    def begin_one(self) -> None:
        kind = KINDS[self.begun % len(KINDS)]
        self.begun += 1
        open_choices = {"travels": "requester", "hosting": "none"} if kind == "implementation" else {}
        request = makers.visit_request(
            kind, title=f"Our question number {self.begun}", questions=[f"Who does it better, and why? ({self.begun})"],
            **open_choices,
        )  # fmt: skip
        requests.submit_request(request.requester, request)

    def live(self) -> None:
        """Everybody whose turn it is may act: half of them today."""
        for turn in list(Turn.objects.select_related("user", "request").order_by("pk")):
            if self.rng.random() < 0.6 or not Turn.objects.filter(pk=turn.pk).exists():
                continue
            if turn.user_id % 7 == 0 and turn.act not in ("find-more", "decide-held", "help-along", "pick-house"):
                continue  # somebody who never answers
            try:
                if act := getattr(self, turn.act.replace("-", "_"), None):
                    act(turn, User.objects.get(pk=turn.user_id), story.fresh(turn.request))
                    self.done[turn.act] += 1
            except MoveRefused:
                self.done["refused"] += 1

    # what each turn asks for

    def read_request(self, _turn, user, request):
        invitations.approve_list(user, request, self.rng.sample(self.experts, 3))

    def find_more(self, _turn, user, request):
        asked = {row.expert_id for row in request.invitations.all()}
        left = [expert for expert in self.experts if expert.pk not in asked]
        if left:
            invitations.approve_list(user, request, left)
        else:
            requests.stand_down(user, request, "Nobody who could help is free this year. Please ask again.")

    def answer_invitation(self, turn, user, _request):
        row = Invitation.objects.get(pk=turn.invitation_id)
        what = self.rng.random()
        if what < 0.6:
            story.accept(row)
        elif what < 0.8:
            answering.decline_invitation(user, row)
        else:
            answering.answer_tentatively(user, row)

    def choose_date(self, _turn, user, request):
        planning.agree_days(user, leading_proposal(request.proposals.all()))

    def propose_date(self, _turn, user, request):
        planning.propose_days(user, request, days=story.days_for(request, ahead=40), **story.HOURS)

    def answer_as_host(self, turn, user, _request):
        consent = HostConsent.objects.get(pk=turn.consent_id)
        (consents.agree_as_host if self.rng.random() < 0.9 else consents.decline_as_host)(user, consent)

    def read_rules(self, _turn, user, request):
        code.accept_rules(user, request)

    def pick_house(self, _turn, user, request):
        requests.cancel_request(user, request, "capacity")

    def help_along(self, _turn, user, request):
        if request.state == "held":
            afterwards.close_without_report(user, request, "Nobody will write it any more.")
        else:
            requests.cancel_request(user, request, "other")

    def say_held(self, _turn, user, request):
        concluding.say_held(user, request, self.rng.random() < 0.95)

    decide_held = say_held

    def give_feedback(self, _turn, user, request):
        afterwards.give_feedback(user, request, {"code_kept": "yes"})

    def write_report(self, _turn, user, request):
        words = {"title": "What we learned there", "what_we_saw": "Two booths with an outlet each. " * 3}
        afterwards.send_report(
            user, request.visit.report, {**words, "plans": [{"what": "Two booths", "who": "", "by": ""}]}
        )

    def sign_report(self, _turn, user, request):
        afterwards.accept_report(user, request.visit.report, host_learned="How we look from outside.")

    def tell_changes(self, _turn, user, request):
        later.answer_follow_up(user, request.visit.follow_ups.last(), [self.rng.choice(["done", "partly", "no"])])


def nothing_is_forgotten() -> None:
    """Right after the clocks ran there is nothing left that they should have done."""
    now = clock.now()
    assert list(clocks.everything_waiting()) == []
    assert not Invitation.objects.filter(state__in=Invitation.OPEN, answer_by__lte=now).exists()
    assert not HostConsent.objects.filter(state="asked", answer_by__lte=now).exists()
    assert not FollowUp.objects.filter(state="asked", answer_by__lte=now).exists()
    assert not Turn.objects.filter(act="give-feedback", due_at__lt=now).exists()
    over = VisitRequest.objects.filter(state="confirmed", turns__isnull=True, visit__sessions__end__lt=now)
    assert not over.exclude(visit__sessions__end__gte=now).exists()
    assert not Turn.objects.filter(due_at__isnull=True).exclude(act="finish-draft").exists()
    assert not Turn.objects.filter(request__state__in=ENDS - {"closed"}).exists()


def nothing_is_sent_twice() -> None:
    """One person hears of one thing as often as it was meant, and each notice goes out once by each way."""
    heard: Counter[tuple[object, ...]] = Counter()
    for kind, recipient, ids in Notice.objects.values_list("kind", "recipient", "object_ids"):
        heard[kind, recipient, ids.get("request"), ids.get("invitation"), ids.get("consent")] += 1
    for (kind, *who), number in heard.items():
        assert number <= AT_MOST.get(kind, number), (kind, who, number)
    ways = Counter(Delivery.objects.values_list("notice", "channel"))
    assert not ways or max(ways.values()) == 1


@pytest.mark.parametrize("seed", [2027])
def test_a_year_goes_by(seed):
    stand_on(0)
    year = Year(seed)
    ran = made_up_for = 0
    for day in range(DAYS):
        stand_on(day)
        if day % A_NEW_ONE_EVERY == 0 and day < DAYS - 150:
            year.begin_one()
        year.live()
        if day in STANDS_STILL:
            continue
        done = clocks.run_all()
        ran += done
        if day == STANDS_STILL.stop:
            made_up_for = done
        nothing_is_forgotten()
        if day % 5 and day != STANDS_STILL.stop:
            continue  # to ask all clocks twice is a third of this test's time
        again = {job.__name__: number for job in clocks.JOBS if (number := job())}
        assert not again, f"done again on day {day}: {again}"
    nothing_is_sent_twice()
    ended = Counter(VisitRequest.objects.values_list("state", flat=True))
    assert year.begun == sum(ended.values())
    assert ended["closed"] >= 3
    assert Feedback.objects.exists()
    assert Report.objects.filter(state="accepted").exists()
    print(
        f"\n{DAYS} days, {year.begun} requests {dict(ended)}; people acted {sum(year.done.values())} times; the clocks "
        f"acted {ran} times, {made_up_for} of them on the day after the week without a schedule; "
        f"{Notice.objects.count()} notices, {AuditEvent.objects.count()} rows on the trail; "
        f"follow-ups {dict(Counter(FollowUp.objects.values_list('state', flat=True)))}"
    )
