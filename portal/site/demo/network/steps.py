"""What can happen in a story about a request? Each step is one real action, done by whoever would do it."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal import clock
from portal.site.demo.network.houses import facility_in
from portal.site.demo.network.members import People
from portal.uploads import actions as uploads
from portal.vocabularies.models import Term
from visits import calls
from visits.actions import (
    afterwards,
    answering,
    code,
    concluding,
    consents,
    deputies,
    group,
    incidents,
    invitations,
    later,
    papers,
    planning,
    preparing,
    requests,
    shortlist,
    talking,
)
from visits.actions import calls as publishing
from visits.completeness import PARTS, is_remote
from visits.models import DateProposal, DateWindow, HostConsent, Incident, Invitation, OpenCall, VisitRequest

Span = tuple[int, int]


class Tale:
    """One request of the demo: its words from the file, and its row once it is begun. Days count from today."""

    def __init__(self, row: dict[str, Any], people: People) -> None:
        self.row, self.people = row, people
        self.request = VisitRequest()

    def fresh(self) -> VisitRequest:
        self.request = VisitRequest.objects.get(pk=self.request.pk)
        return self.request

    @property
    def requester(self) -> Any:
        return self.people.user(self.row["by"])

    @property
    def coordinator(self) -> Any:
        role = self.fresh().coordinator
        return self.people.user("coordinator-office") if role is None else type(role.user).objects.get(pk=role.user_id)

    def invitation(self, key: str) -> Invitation:
        return Invitation.objects.get(request=self.request, expert=self.people.members[key])

    # asking

    def begin(self) -> None:
        self.request = requests.start_draft(self.requester, self.row["kind"])

    def write(self, *windows: Span) -> None:
        """Fill in all parts; the windows are named in days from today."""
        self.begin()
        topics = list(Term.objects.filter(vocabulary="topic", slug__in=self.row["topics"]))
        spans = [(on(start), on(end)) for start, end in windows]
        requests.save_part(
            self.requester, self.request, fields(self.row), windows=spans, topics=topics, part=len(PARTS)
        )

    def submit(self, *windows: Span) -> None:
        self.write(*windows)
        self.send()

    def send(self) -> None:
        requests.submit_request(self.requester, self.fresh())
        shortlist.compute_shortlist(self.request.pk)

    # matching

    def approve(self, *keys: str, at_once: int = 1) -> None:
        experts = [self.people.members[key] for key in keys]
        confirmed = [expert.pk for expert in experts]
        invitations.approve_list(self.coordinator, self.fresh(), experts, at_once=at_once, confirmed=confirmed)

    def call_members(self, days: int = 12) -> None:
        """Tell members of it, in the words that the request itself offers; its requester allowed it beforehand."""
        words = calls.first_words(self.fresh()) | {"until": on(days)}
        publishing.publish_call(self.coordinator, self.request, **words)

    def offer(self, key: str, word: str, **more: str) -> None:
        call = OpenCall.objects.get(request=self.request, state=OpenCall.State.RUNNING)
        publishing.offer_help(self.people.user(key), call, word=word, **more)

    def name_deputy(self, key: str) -> None:
        deputies.name_deputy(self.requester, self.fresh(), self.people.members[key])

    def accept(self, key: str, day: int, word: str = "") -> None:
        """Say yes to the window that holds the day."""
        days = working_days(day, self.request.duration_days)
        window = DateWindow.objects.filter(request=self.request, start__lte=days[0], end__gte=days[-1]).first()
        answering.accept_invitation(
            self.people.user(key), self.invitation(key), window=window, days=days, word=word, **self.hours()
        )

    def propose(self, key: str, day: int, word: str = "") -> None:
        days = working_days(day, self.request.duration_days)
        answering.propose_dates(self.people.user(key), self.invitation(key), days=days, word=word, **self.hours())

    def accept_kept(self, key: str, word: str = "") -> None:
        """Say yes to the days that stand: somebody had to step back after everybody's yes."""
        answering.accept_kept_days(self.people.user(key), self.invitation(key), word)

    def step_back(self, key: str) -> None:
        answering.release_expert(self.people.user(key), self.invitation(key))

    def think(self, key: str, word: str = "") -> None:
        answering.answer_tentatively(self.people.user(key), self.invitation(key), word)

    def decline(self, key: str, word: str = "") -> None:
        answering.decline_invitation(self.people.user(key), self.invitation(key), word)

    def hours(self) -> dict[str, time]:
        if is_remote(self.request):
            return {"from_hour": time(14), "to_hour": time(15, 30)}
        return {"from_hour": time(10), "to_hour": time(15)}

    # planning

    def agree(self) -> None:
        """The requester says yes to the days the experts offer."""
        proposal = DateProposal.objects.get(request=self.request, state=DateProposal.State.OPEN)
        planning.agree_days(self.requester, proposal)

    def pick_house(self, country: str, city: str) -> None:
        consents.pick_facility(self.coordinator, self.fresh(), facility_in(country, city))

    def house_agrees(self, word: str = "", *, rules_are_read: bool = True) -> None:
        consent = HostConsent.objects.get(visit__request=self.request, state=HostConsent.State.ASKED)
        consents.agree_as_host(type(consent.person).objects.get(pk=consent.person_id), consent, word)
        if rules_are_read:
            self.read_rules()

    def read_rules(self) -> None:
        """Those who come accept what the house adds to the visitor code."""
        for turn in self.request.turns.filter(act="read-rules").select_related("user"):
            code.accept_rules(turn.user, self.fresh())

    def come(self, *people: group.Person) -> None:
        group.save_participants(self.requester, self.fresh(), people)

    def sign_on_paper(self, name: str) -> None:
        group.note_paper_signature(self.requester, self.request.participants.get(name=name), clock.today())

    def plan(self, key: str, *lines: tuple[int, str, str, str, str, str]) -> None:
        rows = [
            preparing.Line(day, time.fromisoformat(first), what, time.fromisoformat(last), where, whom)
            for day, first, last, what, where, whom in lines
        ]
        preparing.save_agenda(self.people.user(key), self.fresh(), rows, seen=self.request.agenda_version)

    def cost(self, *rows: preparing.CostRow) -> None:
        preparing.save_costs(self.requester, self.fresh(), rows, seen=self.request.costs_version)

    def tick(self, key: str, *slugs: str) -> None:
        for slug in slugs:
            preparing.tick(self.people.user(key), self.fresh(), slug, done=True)

    def tell_incident(self, key: str, what: str, who: str) -> Incident:
        user, at = self.people.user(key), clock.now() - timedelta(hours=3)
        return incidents.tell_incident(user, self.fresh(), what=what, happened_at=at, who=who)

    def say(self, key: str, body: str, sheet: str = "") -> None:
        """Write in the conversation; `sheet` goes with it as a file of plain text, checked as any other."""
        user, files = self.people.user(key), []
        if sheet:
            files = [uploads.receive(user, SimpleUploadedFile("sheet.txt", sheet.encode()))]
            uploads.check(files[0].pk)
        talking.add_message(user, self.fresh(), body, files)

    def has_read(self, key: str) -> None:
        last = self.request.messages.order_by("pk").last()
        if last:
            talking.mark_read(self.people.user(key), self.fresh(), last.pk)

    def paper(self, key: str, kind: str) -> None:
        """Ask for a paper and let it be made, as the worker does."""
        papers.make_paper(papers.ask_paper(self.people.user(key), self.fresh(), kind, None, "en").pk)

    # afterwards

    def was_held(self, expert: str, held: bool = True) -> None:
        for user in (self.requester, self.people.user(expert)):
            concluding.say_held(user, self.fresh(), held)

    def feedback(self, *keys: str) -> None:
        for key in keys:
            user = self.people.user(key)
            afterwards.give_feedback(user, self.fresh(), self.said(user))

    def said(self, user: Any) -> dict[str, str]:
        """Return the answers as the form of their side would have given them."""
        if user.pk != self.request.requester_id:
            words = {
                "hours": "Six",
                "burden": "One shift with a colleague more.",
                "learned": "How short a form can be.",
            }
            return {"clear": "4", "prepared": "3", "code_kept": "yes", "again": "yes", **words}
        questions = {f"question_{number}": "3" for number, _question in enumerate(self.request.questions, 1)}
        ticks = {"prepared": "3", "heard": "2", "language_ok": "4", "code_kept": "yes", "recommend": "yes"}
        return {**questions, **ticks, "surprised": "How quiet it was.", "try": "To sit down before we speak."}

    def report(self, writer: str, **words: Any) -> None:
        afterwards.save_report(self.people.user(writer), self.fresh().visit.report, words)

    def hand_in(self, writer: str) -> None:
        afterwards.submit_report(self.people.user(writer), self.fresh().visit.report)

    def sign(self, key: str) -> None:
        learned = "That our own door is harder to find than we thought."
        afterwards.accept_report(
            self.people.user(key), self.fresh().visit.report, host_learned=learned, host_shown="named"
        )

    def thank(self, by: str, to: str, words: str, *, show: bool = False) -> None:
        row = later.give_thanks(self.people.user(by), self.fresh(), self.people.members[to], words)
        if show:
            later.move_thanks(self.people.user(to), row, "show")

    def changed(self, writer: str, *said: str, word: str = "", cities: Sequence[str] = ()) -> None:
        """Answer what was asked last: what became of each plan."""
        row = self.fresh().visit.follow_ups.order_by("-pk")[0]
        later.answer_follow_up(self.people.user(writer), row, said, word=word, cities=cities)


def fields(row: dict[str, Any]) -> dict[str, Any]:
    """Return the request's fields as the forms would have filled them in."""
    has_peer = row.get("peer", False)
    return {
        "title": row["title"],
        "questions": row["questions"],
        "why_now": row["why_now"],
        "stage": row["stage"],
        "legal_basis": row["legal_basis"],
        "legal_level": row.get("level", ""),
        "city_size": row.get("size", ""),
        "preferred_model": row.get("model", ""),
        "routes": row.get("routes", []),
        "city": row.get("city") or "Our own city",
        "travels": row.get("travels", ""),
        "hosting": row.get("hosting", ""),
        "duration_days": row.get("days", 1),
        "experts_needed": row.get("experts", 1),
        "wants_peer_expert": row.get("wants_peer", False),
        "group_size": row.get("group", 1),
        "peer_in_group": has_peer,
        "why_no_peer": "" if has_peer else "Nobody is free in these weeks.",
        "outsiders": row.get("outsiders", []),
        "who_pays": row.get("pays", "requester"),
        "costs": "Travel and hotel",
        "peer_fee": row.get("fee", ""),
        "accepts_code": True,
        "promises_report": True,
        "may_be_called": row.get("may_be_called", False),
        "confidentiality": "sensitive" if row.get("sensitive") else "members",
        "contact_deputy": "A colleague of the same team",
    }


def on(day: int) -> date:
    """Return the date of a day counted from the real today, also while the clock stands elsewhere."""
    return timezone.localdate() + timedelta(days=day)


def working_days(day: int, count: int) -> list[date]:
    """Return so many weekdays from that day on."""
    found: list[date] = []
    current = on(day)
    while len(found) < count:
        if current.weekday() < 5:
            found.append(current)
        current += timedelta(days=1)
    return found
