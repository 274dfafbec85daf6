"""What can happen to a request as a whole? Written, sent, returned, refused, withdrawn, cancelled, asked again."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions as people
from accounts import queries as accounts
from accounts.models import Member, Organisation
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.vocabularies.models import Term
from visits import edits, gate, mending, notices
from visits.actions import closing_calls
from visits.actions.code import accept_code
from visits.actions.coordinating import desk
from visits.actions.moving import take_back
from visits.actions.settling import needed_yeses, settle
from visits.actions.shortlist import request_shortlist
from visits.completeness import missing
from visits.kinds import KINDS
from visits.lifecycle import REQUEST_MOVES
from visits.models import DateWindow, Edit, HostConsent, Invitation, Visit, VisitRequest
from visits.permissions import consents_of, roles

R = VisitRequest.State
SAVED_PARTS = (R.DRAFT, R.RETURNED)


def lock(request: VisitRequest) -> VisitRequest:
    """Return the request's row, locked until the transaction ends: every action on this floor starts here."""
    return VisitRequest.objects.select_for_update().get(pk=request.pk)


def make_move(
    user: Any, request: VisitRequest, name: str, *, acting: set[str] | None = None, **facts: Any
) -> VisitRequest:
    """Move the locked request by its table and write the trail. `acting` replaces the user's own roles."""
    row = find_move(REQUEST_MOVES, request.state, name, roles(user, request) if acting is None else acting)
    audit.record(user, f"visits.request_{name}", request, from_state=request.state, to_state=row.to, **facts)
    request.state = row.to
    request.changed_at = clock.now()
    request.escalation = 0
    request.save(update_fields=["state", "changed_at", "escalation"])
    closing_calls.follow(request)
    return request


def end(request: VisitRequest, *, reason: str = "", word: str = "") -> None:
    """Note why it ended and free everybody who was asked."""
    request.reason, request.word, request.ended_at = reason, word, clock.now()
    request.save(update_fields=["reason", "word", "ended_at"])
    for invitation in request.invitations.select_related("expert__user"):
        if invitation.state in (*Invitation.OPEN, Invitation.State.SUGGESTED):
            take_back(None, request, invitation, f"{invitation.pk}:end", acting={"clock"})


@transaction.atomic
def start_draft(user: Any, kind: str) -> VisitRequest:
    """Open a draft with what the member's profile already says. Raises MoveRefused for an unknown kind or member."""
    member = people.member_of(user)
    if member is None or kind not in KINDS:
        raise MoveRefused(_("Please choose what you need."))
    request = VisitRequest.objects.create(
        requester=user,
        kind=kind,
        organisation=member.organisation,
        country=member.country,
        city=member.organisation.city if member.organisation else "",
        languages=[row for row in member.languages if row.get("level") in ("working", "fluent")][:3],
        duration_days=KINDS[kind].usual_days,
        media_plan=_("No media, no photos"),
    )
    audit.record(user, "visits.request_start", request, to_state=request.state)
    settle(request)
    return request


@transaction.atomic
def save_part(
    user: Any,
    request: VisitRequest,
    fields: Mapping[str, Any],
    *,
    windows: Sequence[tuple[date, date]] | None = None,
    topics: Sequence[Term] | None = None,
    part: int,
) -> VisitRequest:
    """Keep one part of a draft (or of a request that was sent back); a coordinator may help, which the trail shows."""
    request = lock(request)
    held = roles(user, request)
    on_behalf = bool(held & {"coordinator", "administrator"}) and request.state == R.SUBMITTED
    if not ("requester" in held and request.state in SAVED_PARTS) and not on_behalf:
        raise MoveRefused(_("This request has been sent; it cannot be changed now."))
    before = edits.in_words(request) if on_behalf else {}
    for name, value in fields.items():
        # What is the requester's own yes, nobody says for them.
        if not (on_behalf and name == "may_be_called"):
            setattr(request, name, value)
    request.part = max(request.part, part)
    # `changed_at` of a returned request carries its 30 days: saving a part must not push them away.
    if request.state != R.RETURNED:
        request.changed_at = clock.now()
    request.save()
    if topics is not None:
        request.topics.set(topics)
    if windows is not None:
        request.windows.all().delete()
        DateWindow.objects.bulk_create(DateWindow(request=request, start=start, end=end) for start, end in windows)
    if fields.get("accepts_code") and "requester" in held:
        accept_code(user, request)
    if on_behalf:
        closing_calls.follow(request)
        _tell_of_edit(user, request, before, part)
    return request


def _tell_of_edit(user: Any, request: VisitRequest, before: Mapping[str, str], part: int) -> None:
    """What a coordinator changed stands on the requester's page with its difference; who fits is looked up anew."""
    request = VisitRequest.objects.get(pk=request.pk)
    after = edits.in_words(request)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        return
    edit = Edit.objects.create(request=request, by=user, changes=changes)
    audit.record(user, "visits.request_edit_on_behalf", request, part=part, fields=sorted(changes))
    notices.tell("visits.request_edited", f"{edit.pk}", [request.requester], request)
    request_shortlist(request)


@transaction.atomic
def submit_request(user: Any, request: VisitRequest) -> VisitRequest:
    """Send it to the coordinators. Sending twice is harmless: the second time nothing happens."""
    request = lock(request)
    if request.state == R.SUBMITTED and request.asks(user):
        return request
    if gaps := missing(request):
        raise MoveRefused(gaps[0][2])
    _refuse_held_back(request)
    make_move(user, request, "submit")
    accept_code(user, request)
    owners = accounts.coordinators_for(request.country)
    request.coordinator = request.coordinator or next((r for r in owners if not request.asks(r.user)), None)
    request.submitted_at = clock.now()
    request.save(update_fields=["coordinator", "submitted_at"])
    turns = settle(request)
    due = turns[0].due_at if turns else None
    kind = "visits.request_urgent" if gate.is_express(request) else "visits.request_submitted"
    notices.tell(kind, f"{request.submitted_at.isoformat()}", desk(request), request, answer_by=due)
    request_shortlist(request)
    return request


def _refuse_held_back(request: VisitRequest) -> None:
    """Ask the gate once more, with everything else this person sends waiting: two windows must not pass a limit."""
    from accounts.models import User

    list(User.objects.select_for_update(no_key=True).filter(pk=request.requester_id).values_list("pk"))
    if found := gate.holds(request):
        raise MoveRefused(found[0].message)


@transaction.atomic
def return_request(user: Any, request: VisitRequest, word: str, items: Sequence[str] = ()) -> VisitRequest:
    """Send it back with a question, and with a list of what to mend; the requester has 30 days."""
    request = lock(request)
    _need_word(word)
    make_move(user, request, "return", items=sorted(items))
    request.word, request.to_mend = word, mending.to_keep(request, items)
    request.save(update_fields=["word", "to_mend"])
    settle(request)
    due = request.changed_at + timedelta(days=30)
    event = request.changed_at.isoformat()
    notices.tell("visits.request_returned", event, [request.requester], request, answer_by=due)
    return request


@transaction.atomic
def refuse_request(user: Any, request: VisitRequest, reason: str, word: str) -> VisitRequest:
    request = lock(request)
    _need_word(word)
    make_move(user, request, "refuse", reason=reason)
    end(request, reason=reason, word=word)
    settle(request)
    notices.tell("visits.request_not_approved", "end", [request.requester], request)
    return request


@transaction.atomic
def withdraw_request(user: Any, request: VisitRequest, reason: str, word: str = "") -> VisitRequest:
    """The requester takes it back before people plan; whoever was asked is told kindly."""
    request = lock(request)
    told = everybody(request)
    make_move(user, request, "withdraw", reason=reason)
    end(request, reason=reason, word=word)
    settle(request)
    call_off_days(user, request, told)
    return request


def call_off_days(user: Any, request: VisitRequest, told: list[Any]) -> None:
    """Days that stood in people's calendars while somebody was looked for are called off; all who kept them hear it."""
    visit = Visit.objects.filter(request=request, first_confirmed_at__isnull=False, sessions__isnull=False).first()
    if visit is None:
        return
    visit.sequence += 1
    visit.changed_at = clock.now()
    visit.save(update_fields=["sequence", "changed_at"])
    notices.tell("visits.cancelled", "end", [person for person in told if person.pk != user.pk], request)


@transaction.atomic
def cancel_request(user: Any, request: VisitRequest, reason: str, word: str = "") -> VisitRequest:
    """Call off what was planned or confirmed; everybody who said yes is told the same moment."""
    request = lock(request)
    told = everybody(request)
    make_move(user, request, "cancel", reason=reason)
    end(request, reason=reason, word=word)
    if visit := getattr(request, "visit", None):
        visit.sequence += 1
        visit.changed_at = clock.now()
        visit.save(update_fields=["sequence", "changed_at"])
    settle(request)
    notices.tell("visits.cancelled", "end", [person for person in told if person.pk != user.pk], request)
    return request


@transaction.atomic
def stand_down(user: Any, request: VisitRequest, word: str, reason: str = "capacity") -> VisitRequest:
    """Nobody was found: end it with the reason and a kind word."""
    request = lock(request)
    _need_word(word)
    told = everybody(request)
    make_move(user, request, "stand_down", reason=reason)
    end(request, reason=reason, word=word)
    settle(request)
    call_off_days(user, request, told)
    notices.tell("visits.stood_down", "end", [request.requester], request)
    return request


@transaction.atomic
def keep_apart(
    user: Any, request: VisitRequest, members: Sequence[Member], organisations: Sequence[Organisation]
) -> VisitRequest:
    """Say, in private, who should not be asked; who fits is looked up anew, whoever was asked already stays asked."""
    request = lock(request)
    if "requester" not in roles(user, request) or request.state not in MAY_KEEP_APART:
        raise MoveRefused(_("This can be said until people have said yes."))
    request.apart_members.set(members)
    request.apart_organisations.set(organisations)
    audit.record(user, "visits.apart_keep", request)
    if request.state == R.SUBMITTED:
        request_shortlist(request)
    return request


MAY_KEEP_APART = (R.DRAFT, R.SUBMITTED, R.RETURNED, R.INVITING)


@transaction.atomic
def keep_note(user: Any, request: VisitRequest, note: str) -> VisitRequest:
    """A coordinator's private note; in no mail, in no export."""
    request = lock(request)
    if not roles(user, request) & {"coordinator", "administrator"}:
        raise MoveRefused(_("Somebody else has to do this step."))
    request.private_note = note.strip()[:2000]
    request.save(update_fields=["private_note"])
    audit.record(user, "visits.note_keep", request)
    return request


@transaction.atomic
def copy_request(user: Any, request: VisitRequest) -> VisitRequest:
    """Ask again: a new draft with the same words and no dates."""
    if not request.asks(user):
        raise MoveRefused(_("Only the person who asked can ask again."))
    kept = {
        field.name: getattr(request, field.name)
        for field in VisitRequest._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    copy = VisitRequest.objects.create(**{**kept, "requester": user}, part=1)
    copy.topics.set(request.topics.all())
    copy.apart_members.set(request.apart_members.all())
    copy.apart_organisations.set(request.apart_organisations.all())
    audit.record(user, "visits.request_copy", copy, to_state=copy.state, copied_from=request.pk)
    settle(copy)
    return copy


@transaction.atomic
def split_request(user: Any, request: VisitRequest, kind: str) -> VisitRequest:
    """Make the other half of it, of another kind, a draft of its own; both say that they belong together."""
    request = lock(request)
    if not request.asks(user):
        raise MoveRefused(_("Only the person who asked can split it."))
    if request.state not in SPLITTABLE:
        raise MoveRefused(_("A request is split before people are asked. You can ask again for something else."))
    if kind not in KINDS or kind == request.kind:
        raise MoveRefused(_("Please choose another kind for the second half."))
    half = copy_request(user, request)
    half.kind, half.split_from = kind, request
    half.duration_days = min(half.duration_days, KINDS[kind].days)
    half.group_size = min(half.group_size, KINDS[kind].max_group)
    half.travels = half.hosting = ""
    half.save(update_fields=["kind", "split_from", "duration_days", "group_size", "travels", "hosting"])
    audit.record(user, "visits.request_split", request, half=half.pk, kind=kind)
    return half


SPLITTABLE = (R.DRAFT, R.SUBMITTED, R.RETURNED)


NOT_COPIED = {
    "id", "nonce", "state", "part", "coordinator", "shortlist", "word", "to_mend", "reason", "picked_facility", "private_note",
    "created_at", "changed_at", "submitted_at", "ended_at", "escalation", "at_once", "deputy", "read_up_to", "split_from", "accepts_code", "promises_report",
    "may_be_called",
}  # fmt: skip


def everybody(request: VisitRequest) -> list[Any]:
    """Return everybody who has a part in it: requester, accepted experts, the house, the coordinator in charge."""
    from accounts.models import User

    ids = (
        needed_yeses(request)
        | ({request.deputy_id} if request.deputy_id else set())
        | {row.person_id for row in consents_of(request) if row.state in HostConsent.STANDING}
    )
    if request.coordinator:
        ids.add(request.coordinator.user_id)
    return list(User.objects.filter(pk__in=ids))


def _need_word(word: str) -> None:
    if len(word.strip()) < 10:
        raise MoveRefused(_("Please write a sentence, so that the other side knows why."))
