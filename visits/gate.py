"""Should anybody be bothered with this request yet? What still holds a complete one back, each with the way to mend it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.countries import country_name
from accounts.models import Member
from portal import clock
from visits import mending
from visits.kinds import KINDS
from visits.models import Invitation, Report, VisitRequest

R = VisitRequest.State
EXPRESS = "under-threat"
# Somebody works on these, or will: the same thing asked twice would be answered twice.
GOING_ON = (R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.CONFIRMED)
FEWEST_WORDS = 4
EXPERTS_LEARN = [slug for slug, kind in KINDS.items() if kind.learner == "experts"]


def is_express(request: VisitRequest) -> bool:
    """A room under threat asks: nothing holds it back but answers that are missing."""
    return request.stage == EXPRESS


class Hold(NamedTuple):
    """One thing that holds a request back: what to do, and where; `can_be_waived` by a coordinator."""

    rule: str
    message: str
    url: str = ""
    link: str = ""
    can_be_waived: bool = False


@dataclass(frozen=True)
class Other:
    """Another request of the same member or organisation, as the rules see it."""

    id: int
    kind: str
    title: str
    goes_on: bool
    is_own: bool = True
    # Somebody else's is named only to whoever stands on its page anyhow.
    may_open: bool = True
    shares_topic: bool = False
    sent_today: bool = False
    report_is_late: bool = False


@dataclass(frozen=True)
class Draft:
    """The request that is to be sent, as the rules see it."""

    id: int
    kind: str
    title: str = ""
    questions: Sequence[str] = ()
    # Where a sensitive request comes from: names that its words must not hold.
    places: Sequence[str] = ()
    words: str = ""
    # What the requester's profile lacks, in words.
    lacks: Sequence[str] = ()
    is_sent_back: bool = False
    # What was asked to be mended: (is it mended?) for each.
    mended: Sequence[bool] = ()
    others: Sequence[Other] = field(default_factory=list)


Rule = Callable[[Draft], Hold | None]


def _profile(draft: Draft) -> Hold | None:
    if not draft.lacks:
        return None
    return Hold(
        "profile",
        _("Your profile does not say yet: %(what)s. Whoever is asked has to know who asks.")
        % {"what": ", ".join(draft.lacks)},
        reverse("accounts:profile_edit"),
        _("Complete my profile"),
    )


def _questions(draft: Draft) -> Hold | None:
    number = next((n for n, one in enumerate(draft.questions, 1) if is_unclear(one, draft.questions[: n - 1])), None)
    if number is None:
        return None
    return Hold(
        "questions",
        _("Question %(n)d cannot be answered yet: please ask it once, in a whole sentence.") % {"n": number},
        f"{reverse('visits:request_edit', args=[draft.id, 2])}#id_question_{number}",
        _("Change the question"),
    )


def is_unclear(question: str, before: Sequence[str] = ()) -> bool:
    """Is it said a second time, or does it have too few different words? Scripts without blanks are let be."""
    words = {word.strip(".,;:!?…").casefold() for word in question.split()}
    if " ".join(question.casefold().split()) in {" ".join(one.casefold().split()) for one in before}:
        return True
    return len(words) < FEWEST_WORDS and not any(ord(letter) > 0x2E80 for letter in question)


def _names_place(draft: Draft) -> Hold | None:
    place = named(draft.words, draft.places)
    if not place:
        return None
    return Hold(
        "place",
        _(
            "Your request is sensitive, but its words name “%(place)s”. Whoever is asked would know where you are; please write it without."
        )
        % {"place": place},
        reverse("visits:request_edit", args=[draft.id, 2]),
        _("Change the words"),
    )


def named(words: str, names: Iterable[str]) -> str:
    """Return the first of these names that stands in the words, or ""; one or two letters are no name."""
    said = words.casefold()
    return next((name for name in names if len(name) > 2 and name.casefold() in said), "")


def _not_mended(draft: Draft) -> Hold | None:
    if not draft.mended or any(draft.mended):
        return None
    return Hold(
        "mending",
        _("Nothing of what your coordinator asked for has been changed yet."),
        reverse("visits:request_page", args=[draft.id]),
        _("See what was asked"),
    )


def _duplicate(draft: Draft) -> Hold | None:
    same = [one for one in draft.others if one.goes_on and one.kind == draft.kind and _is_like(one, draft)]
    if not same:
        return None
    one = min(same, key=lambda row: (not row.is_own, not row.may_open, row.id))
    if one.may_open:
        message = (
            _("You have asked for this already and it goes on: “%(title)s”.")
            if one.is_own
            else _("A colleague has asked for this already and it goes on: “%(title)s”.")
        ) % {"title": one.title}
        return Hold("duplicate", message, reverse("visits:request_page", args=[one.id]), _("Open that one"), True)
    message = _("A colleague of your organisation has asked for something like this, and it goes on. Please ask them.")
    return Hold("duplicate", message, can_be_waived=True)


def _is_like(one: Other, draft: Draft) -> bool:
    return one.shares_topic or one.title.casefold().strip() == draft.title.casefold().strip()


def _open_at_once(draft: Draft) -> Hold | None:
    going_on = sum(one.goes_on and one.is_own for one in draft.others)
    if going_on < settings.LIMIT_OPEN_REQUESTS:
        return None
    message = ngettext(
        "%(n)d request of yours goes on. Please let it end before you send another.",
        "%(n)d requests of yours go on. Please let one of them end before you send another.",
        going_on,
    )
    return Hold("open", message % {"n": going_on}, reverse("visits:visit_list"), _("See them"), True)


def _today(draft: Draft) -> Hold | None:
    if sum(one.sent_today and one.is_own for one in draft.others) < settings.LIMIT_REQUESTS_A_DAY:
        return None
    return Hold("today", _("You have sent several requests today. Please send this one tomorrow; it is kept."))


def _late_report(draft: Draft) -> Hold | None:
    late = [one for one in draft.others if one.report_is_late]
    if not late:
        return None
    one = min(late, key=lambda row: (not row.may_open, row.id))
    if one.may_open:
        message = _("The report on “%(title)s” is late. Others wait for what was learned; then this one can be sent.")
        url = reverse("visits:report_edit", args=[one.id])
        return Hold("report", message % {"title": one.title}, url, _("Write the report"), True)
    message = _(
        "A colleague of your organisation has not written the report of an earlier visit yet. "
        "Please remind them; then this one can be sent."
    )
    return Hold("report", message, can_be_waived=True)


WHEN_SENT_FIRST: tuple[Rule, ...] = (
    _profile,
    _questions,
    _names_place,
    _duplicate,
    _late_report,
    _open_at_once,
    _today,
)
WHEN_SENT_AGAIN: tuple[Rule, ...] = (_profile, _questions, _names_place, _not_mended)
# What a rule is called where a coordinator reads which one holds a draft back.
NAMES: dict[str, Any] = {
    "duplicate": gettext_lazy("Something like it goes on already"),
    "report": gettext_lazy("The report of an earlier visit is late"),
    "open": gettext_lazy("Many requests go on at the same time"),
}


def held_back_by(draft: Draft) -> list[Hold]:
    """Ask every rule; an empty list lets it through."""
    rules = WHEN_SENT_AGAIN if draft.is_sent_back else WHEN_SENT_FIRST
    return [hold for rule in rules if (hold := rule(draft))]


def holds(request: VisitRequest) -> list[Hold]:
    """Return what holds this request back now, without what a coordinator let through; three queries at most."""
    if is_express(request):
        # What would tell others where a room under threat stands holds it back all the same.
        return [hold for hold in [_names_place(draft_of(request))] if hold]
    found = held_back_by(draft_of(request))
    waived: set[str] = set()
    if any(hold.can_be_waived for hold in found):
        waived = {rule for row in request.waivers.all() if row.is_granted for rule in row.rules}
    return [hold for hold in found if hold.rule not in waived]


def draft_of(request: VisitRequest) -> Draft:
    member: Member | None = getattr(request.requester, "member", None)
    sent_back = request.state == R.RETURNED
    return Draft(
        id=request.pk,
        kind=request.kind,
        title=request.title,
        questions=request.questions,
        places=places_of(request, member) if request.is_sensitive else (),
        words="\n".join([request.title, *request.questions, request.why_now, request.costs, request.media_plan]),
        lacks=lacking(member),
        is_sent_back=sent_back,
        mended=[one.is_mended for one in mending.asked_for(request)] if sent_back else (),
        others=[] if sent_back else around(request, member),
    )


def places_of(request: VisitRequest, member: Member | None) -> list[str]:
    """Return the names that tell where somebody asks from: city, organisation, country."""
    houses = [request.organisation, member.organisation if member else None]
    names = [request.city, *(house.name for house in houses if house), *(house.city for house in houses if house)]
    return [name for name in (*names, country_name(request.country)) if name]


def lacking(member: Member | None) -> list[str]:
    """Return in words what a profile must say before its owner asks anybody: name, role, country, a working language."""
    if member is None:
        return []
    speaks = any(row.get("level") in ("working", "fluent") for row in member.languages)
    wanted = (
        (bool(member.name.strip()), _("your name")),
        (bool(member.category), _("your role")),
        (bool(member.country), _("your country")),
        (speaks, _("a language in which you can work")),
    )
    return [words for is_said, words in wanted if not is_said]


def around(request: VisitRequest, member: Member | None) -> list[Other]:
    """Return the other requests of this member and this organisation that any rule asks about; one query.

    A colleague's sensitive request is no business of this one, not even that it exists.
    """
    now = clock.now()
    houses = {request.organisation_id, member.organisation_id if member else None} - {None}
    own = Q(requester=request.requester_id)
    visible = own | Q(organisation__in=houses, confidentiality="members")
    topic_ids = [topic.pk for topic in request.topics.all()]
    shared = VisitRequest.topics.through.objects.filter(visitrequest=OuterRef("pk"), term__in=topic_ids)
    rows = (
        VisitRequest.objects.filter(
            (visible & (Q(state__in=GOING_ON) | Q(submitted_at__gte=now - timedelta(days=1)))) | _owes(request, houses)
        )
        .exclude(pk=request.pk)
        .annotate(shares_topic=Exists(shared), late=_is_late(), theirs=_opened_by(request))
        .order_by("pk")
    )
    return [
        Other(
            row.pk,
            row.kind,
            row.title,
            goes_on=row.state in GOING_ON,
            is_own=row.requester_id == request.requester_id,
            may_open=row.requester_id == request.requester_id or bool(row.theirs),
            shares_topic=row.shares_topic,
            sent_today=row.submitted_at is not None and row.submitted_at >= now - timedelta(days=1),
            report_is_late=bool(row.late),
        )
        for row in rows
    ]


def _is_late() -> Exists:
    states = (Report.State.DUE, Report.State.DRAFT, Report.State.RETURNED)
    return Exists(
        Report.objects.filter(visit__request=OuterRef("pk"), state__in=states, due_at__lt=clock.now()).exclude(
            visit__request__state=R.CLOSED
        )
    )


def _owes(request: VisitRequest, houses: set[Any]) -> Q:
    """A visit after which this side has to report: their own, or one of their experts' where the experts learn."""
    learned = Q(requester=request.requester_id) | Q(organisation__in=houses, confidentiality="members")
    experts = Invitation.objects.filter(
        Q(expert__user=request.requester_id) | Q(expert__organisation__in=houses, request__confidentiality="members"),
        request=OuterRef("pk"),
        state=Invitation.State.ACCEPTED,
    )
    return Q(state=R.HELD) & ((learned & ~Q(kind__in=EXPERTS_LEARN)) | Q(Exists(experts), kind__in=EXPERTS_LEARN))


def _opened_by(request: VisitRequest) -> Exists:
    mine = Invitation.objects.filter(
        request=OuterRef("pk"), expert__user=request.requester_id, state=Invitation.State.ACCEPTED
    )
    return Exists(mine)
