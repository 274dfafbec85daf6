"""What comes after the visit? Feedback of both sides, the report, its sign-off, and the practice it becomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from exchange.practices import actions as practices
from exchange.practices.actions.writing import keep_outcomes
from exchange.practices.models import Practice
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move, refuse_overtaken
from portal.vocabularies.queries import label
from portal.workdays import add_working_days
from visits import notices
from visits.actions.requests import everybody, lock, make_move
from visits.actions.settling import FEEDBACK_DAYS, needed_yeses, settle, signing, took_part
from visits.changes import DONE
from visits.kinds import KINDS
from visits.lifecycle import REPORT_MOVES
from visits.models import Feedback, FollowUp, HostConsent, PracticeOrigin, Report, Visit, VisitRequest
from visits.pace import ANSWER_DAYS
from visits.permissions import accepted_experts, consents_of, report_roles, roles
from visits.report_shapes import shape_of, who_names_house

R = VisitRequest.State
REPORT_DAYS = 30
REPORT_FIELDS = (
    "title", "answers", "took_part", "saw_problem", "what_we_saw", "saw_who", "saw_involvement", "what_differs", "plans",
    "what_not", "host_learned", "materials_received", "follow_up_asked", "host_shown",
)  # fmt: skip
# In which voice a practice is told that somebody learned; a service user's is never filled in for them.
PERSPECTIVES = {"police": "police", "public-official": "policy-maker", "researcher-lawyer-other": "researcher"}


def open_afterwards(request: VisitRequest, visit: Visit) -> Report:
    """Begin the time after a visit: report due in 30 days, feedback asked of both sides. The caller holds the lock."""
    visit.held_at = clock.now()
    visit.save(update_fields=["held_at"])
    report, _made = Report.objects.get_or_create(
        visit=visit,
        defaults={
            "due_at": visit.held_at + timedelta(days=REPORT_DAYS),
            "title": request.title,
            "answers": ["" for _question in request.questions],
            "took_part": _who_came(request),
            # A line for each point of the agenda, to be gone on with.
            "what_we_saw": "\n".join(f"{line.what}: " for line in request.agenda.all())[:4000],
        },
    )
    request.visit = visit
    turns = settle(request)
    sides = list(User.objects.filter(pk__in=took_part(request)))
    until = visit.held_at + timedelta(days=FEEDBACK_DAYS)
    notices.tell("visits.feedback_asked", "held", sides, request, answer_by=until)
    writers = [turn.user for turn in turns if turn.act == "write-report"]
    notices.tell("visits.report_due", "held", writers, request, answer_by=report.due_at)
    return report


@transaction.atomic
def give_feedback(user: Any, request: VisitRequest, answers: Mapping[str, Any]) -> Feedback:
    """Keep one person's feedback, once; it is hidden from the other side until both wrote or 14 days passed."""
    request = lock(request)
    side = side_of(user, request)
    visit = Visit.objects.filter(request=request).first()
    if request.state not in (R.HELD, R.CLOSED) or visit is None or side is None:
        raise MoveRefused(_("Feedback is given by those who took part, after the visit."))
    if not feedback_is_open(visit):
        raise MoveRefused(_("Feedback was open for 14 days and is closed now. Thank you all the same."))
    if side == Feedback.Side.REQUESTER and visit.feedback.filter(side=side).exists():
        raise MoveRefused(_("You have given your feedback already. Thank you."))
    try:
        with transaction.atomic():
            feedback = Feedback.objects.create(
                visit=visit, author=user, side=side, answers=dict(answers), at=clock.now()
            )
    except IntegrityError as error:
        raise MoveRefused(_("You have given your feedback already. Thank you.")) from error
    audit.record(user, "visits.feedback_give", feedback)
    settle(request)
    tell_who_may_read(request, visit)
    return feedback


def side_of(user: Any, request: VisitRequest) -> Feedback.Side | None:
    """Return whose side somebody tells; whoever stands on two is the one who asked, or the one who knew."""
    held = roles(user, request)
    return next((side for side in Feedback.Side if side.value in held), None)


def feedback_is_open(visit: Visit) -> bool:
    """May it still be given? For 14 days after the visit."""
    return visit.held_at is not None and clock.now() <= visit.held_at + timedelta(days=FEEDBACK_DAYS)


def open_to_read(user: Any, side: str, visit: Visit, rows: Sequence[Feedback]) -> list[Feedback]:
    """Return what of the other side somebody may read: once they wrote their own, or when nobody can write any more.

    Blind for each reader: who has not written yet learns nothing that could colour what they write.
    """
    others = [row for row in rows if (row.side == "requester") != (side == "requester")]
    # The requester and whoever stands in for them are one.
    wrote = any(row.author_id == user.pk or row.side == side == "requester" for row in rows)
    return others if wrote or not feedback_is_open(visit) else []


def receiving(request: VisitRequest) -> set[str]:
    """Return who reads what is meant for whoever received the visitors: the house, or the experts without one."""
    houses = {row.person_id for row in consents_of(request) if row.state == HostConsent.State.AGREED}
    return {"host"} if houses - needed_yeses(request) else {"host", "expert"}


def tell_who_may_read(request: VisitRequest, visit: Visit) -> None:
    """Tell everybody for whom there is something to read now; each of them once."""
    rows = list(visit.feedback.all())
    readers = [
        user
        for user in User.objects.filter(pk__in=took_part(request))
        if open_to_read(user, "requester" if user.pk == request.requester_id else "expert", visit, rows)
    ]
    notices.tell("visits.feedback_open", "open", readers, request)


def _locked_report(user: Any, report: Report, name: str) -> tuple[VisitRequest, Report]:
    request = lock(report.visit.request)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if request.state != R.HELD:
        raise MoveRefused(_("This request is closed; its report cannot be changed any more."))
    row = find_move(REPORT_MOVES, report.state, name, report_roles(user, request))
    if name != "save":
        audit.record(user, f"visits.report_{name}", report, from_state=report.state, to_state=row.to)
    report.state = row.to
    return request, report


@transaction.atomic
def save_report(
    user: Any, report: Report, fields: Mapping[str, Any], *, seen: int | None = None, form_code: str = ""
) -> Report:
    """Keep what was written so far. Raises Overtaken when it was begun with another version than what stands there."""
    request, report = _locked_report(user, report, "save")
    refuse_overtaken(report.version, seen)
    for name in REPORT_FIELDS:
        if name in fields:
            setattr(report, name, fields[name])
    report.written_by, report.changed_at = user, clock.now()
    report.version, report.saved_form = report.version + 1, form_code
    report.save()
    settle(request)
    return report


@transaction.atomic
def send_report(user: Any, report: Report, fields: Mapping[str, Any], *, seen: int | None = None) -> Report:
    """Keep the last words and hand it over: both or nothing."""
    return submit_report(user, save_report(user, report, fields, seen=seen))


@transaction.atomic
def submit_report(user: Any, report: Report) -> Report:
    """Hand it to whoever signs it off."""
    request, report = _locked_report(user, report, "submit")
    if len(report.title.strip()) < 10 or len(report.what_we_saw.strip()) < 40:
        raise MoveRefused(_("Please give it a title and tell what you saw, in a few sentences."))
    if shape_of(request).needs_plans and not report.plans:
        raise MoveRefused(_("This kind of request ends in a list of what you will do: please name one thing."))
    report.written_by = user
    report.submitted_at = clock.now()
    report.word = ""
    report.save()
    settle(request)
    people = list(User.objects.filter(pk__in=signing(request)))
    due = add_working_days(clock.now(), ANSWER_DAYS)
    notices.tell("visits.report_submitted", report.submitted_at.isoformat(), people, request, answer_by=due)
    return report


@transaction.atomic
def return_report(user: Any, report: Report, word: str) -> Report:
    """Send it back with what should change."""
    if len(word.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
    request, report = _locked_report(user, report, "return")
    report.word = word.strip()[:1000]
    report.save()
    settle(request)
    people = [report.written_by] if report.written_by else []
    notices.tell("visits.report_returned", clock.now().isoformat(), people, request, answer_by=report.due_at)
    return report


@transaction.atomic
def accept_report(user: Any, report: Report, *, host_learned: str = "", host_shown: str = "") -> Report:
    """Sign it off: the request is closed, and the writer may make it a practice.

    The other side adds what it learned itself, and a house says how it may be named: by its country, unless it says more.
    """
    request, report = _locked_report(user, report, "accept")
    report.host_learned = host_learned.strip()[:2000] or report.host_learned
    if shape_of(request).needs_both and not report.host_learned:
        raise MoveRefused(_("This note is of both sides: please add a sentence of yours."))
    if host_shown in Report.HostShown and may_name_house(user, request):
        report.host_shown = host_shown
    report.accepted_at = clock.now()
    report.save()
    make_move(user, request, "close", acting=roles(user, request))
    request.ended_at = clock.now()
    request.save(update_fields=["ended_at"])
    settle(request)
    notices.tell("visits.report_accepted", "accepted", everybody(request), request)
    return report


@transaction.atomic
def close_without_report(user: Any, request: VisitRequest, reason: str) -> VisitRequest:
    """A coordinator closes it, with a reason, when no report will come."""
    request = lock(request)
    if len(reason.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
    make_move(user, request, "close_without_report")
    request.word, request.ended_at = reason.strip()[:1000], clock.now()
    request.save(update_fields=["word", "ended_at"])
    settle(request)
    return request


@transaction.atomic
def make_practice(user: Any, report: Report) -> Practice:
    """Turn a signed-off report into a practice draft of its writer, tied to the visit. Twice gives the same draft."""
    request = lock(report.visit.request)
    existing = PracticeOrigin.objects.filter(visit=report.visit).select_related("practice").first()
    if existing:
        return existing.practice
    if report.state != Report.State.ACCEPTED or "learner" not in report_roles(user, request):
        raise MoveRefused(_("A report becomes a practice after its sign-off, by the side that wrote it."))
    practice = practices.create_draft(user, **_practice_fields(user, request, report))
    PracticeOrigin.objects.create(practice=practice, visit=report.visit)
    if rows := _outcomes(report):
        keep_outcomes(practice, rows)
    if report.host_shown == Report.HostShown.NAMED and report.visit.facility:
        practice.facilities.add(report.visit.facility)
    audit.record(user, "visits.practice_make", report, practice=practice.pk)
    return practice


def _practice_fields(user: Any, request: VisitRequest, report: Report) -> dict[str, Any]:
    """Put the report into the rows of a practice. Facts of the room only where the house may be named: they tell it."""
    category = user.member.category if hasattr(user, "member") else ""
    facility = report.visit.facility if report.host_shown == Report.HostShown.NAMED else None
    room = {"room_model": facility.model, "routes": facility.routes} if facility else {}
    return {
        "title": report.title,
        "perspective": PERSPECTIVES.get(category, "professional"),
        "topics": list(request.topics.all()),
        "country": request.country,
        "problem": report.saw_problem,
        "what_was_done": _answers(request, report),
        "what_happened": "\n".join(f"- {plan_in_words(plan)}" for plan in report.plans),
        "who": report.saw_who,
        "involvement_words": report.saw_involvement,
        "materials": report.materials_received,
        "transfer": "\n\n".join(part for part in (report.what_differs, report.what_not) if part)[:1500],
        "wants_second_voice": True,
        **room,
    }


def _outcomes(report: Report) -> list[dict[str, str]]:
    """Return what is done already, when the practice is made only after somebody told so; a plan is no outcome."""
    told = (
        FollowUp.objects.filter(visit=report.visit_id, state=FollowUp.State.ANSWERED).order_by("-answered_at").first()
    )
    if told is None or told.answered_at is None:
        return []
    since = f"{told.answered_at:%m/%Y}"
    return [
        {"indicator": row["what"][:160], "after": _("done"), "period": since}
        for row in told.answers
        if row["what"] and row["said"] == DONE
    ]


def plan_in_words(plan: Mapping[str, str]) -> str:
    """Return "what (who, by when)"."""
    more = ", ".join(part for part in (plan.get("who", ""), plan.get("by", "")) if part)
    return f"{plan['what']} ({more})" if more else plan["what"]


def may_name_house(user: Any, request: VisitRequest) -> bool:
    """Only whoever answers for the house may say that it is named; a coordinator who stands in may not."""
    if who_names_house(request) != "signer":
        return False
    return bool(roles(user, request) & {"host" if KINDS[request.kind].signs_off == "host" else "requester"})


def _who_came(request: VisitRequest) -> str:
    """Return who took part by role, for the writer to correct."""
    with override(request.requester.language):
        sides = [
            Counter(request.participants.filter(is_substitute=False).values_list("role", flat=True)),
            Counter(row.expert.category for row in accepted_experts(request)),
        ]
        told = [", ".join(_counted(role, number) for role, number in side.items()) for side in sides]
    return "; ".join(part for part in told if part)[:500]


def _counted(role: str, number: int) -> str:
    return f"{label('job-role', role)} ({number})" if number > 1 else label("job-role", role)


def _answers(request: VisitRequest, report: Report) -> str:
    """Return what was seen and the answers found, as plain text a colleague can go on editing."""
    found = [report.what_we_saw]
    for question, answer in zip(request.questions, report.answers, strict=False):
        if answer.strip():
            found.append(f"**{question}**\n\n{answer}")
    return "\n\n".join(found)[:8000]
