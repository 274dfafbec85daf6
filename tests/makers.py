"""How do tests get real rows? One maker for each thing; every maker needs nothing and takes any field."""

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from accounts.models import (
    Coordinator,
    ExpertProfile,
    ExpertTopic,
    Member,
    MembershipApplication,
    Organisation,
    User,
    Vouch,
)
from exchange.discussion.models import Question, QuestionReport
from exchange.guide.models import Claim, EvidenceSuggestion, Step
from exchange.library.models import Collection, Document, EvidenceGap, Reference
from exchange.practices.models import Practice, PracticeFile, TextReport, Voice
from exchange.statements.models import Endorsement, Event, NewsItem, Statement
from exchange.world import fields as world_fields
from exchange.world.models import Country, Facility, Figure, Milestone, Source, Suggestion
from portal import clock
from portal.uploads import storage
from portal.uploads.models import Upload
from portal.vocabularies.models import Term
from visits.kinds import KINDS
from visits.models import HostOffer, OpenCall, VisitRequest, Volunteer

_numbers = itertools.count(1)


def user(**fields: Any) -> User:
    fields.setdefault("email", f"person{next(_numbers)}@example.org")
    return User.objects.create_user(**fields)


def organisation(**fields: Any) -> Organisation:
    fields.setdefault("name", f"Organisation {next(_numbers)}")
    return Organisation.objects.create(**{"kind": "dcr", "country": "NL", "city": "Amsterdam", **fields})


def member(**fields: Any) -> Member:
    """An active member, by default a nurse in the Netherlands who speaks English."""
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or user()
    defaults = {
        "name": f"Member {next(_numbers)}",
        "category": "nurse",
        "country": "NL",
        "languages": [{"code": "en", "level": "fluent"}],
        "joined_on": date(2025, 1, 6),
    }
    return Member.objects.create(**{**defaults, **fields})


def coordinator(**fields: Any) -> Coordinator:
    """A coordinator of all countries, who is also a member."""
    if "user" not in fields:
        fields["user"] = member(category="manager").user
    return Coordinator.objects.create(**fields)


def administrator() -> User:
    return user(is_staff=True, is_superuser=True)


def topic(slug: str = "inhalation") -> Term:
    return Term.objects.get(vocabulary="topic", slug=slug)


def expert(*topics: str, depth: str = "done", profile: dict[str, Any] | None = None, **fields: Any) -> Member:
    """A listed expert of all six kinds for the given topics (default: inhalation)."""
    found = member(**fields)
    made = ExpertProfile.objects.create(
        member=found,
        **{
            "is_listed": True,
            "kinds": [
                "study-visit",
                "on-site-training",
                "remote-advice",
                "implementation",
                "job-shadowing",
                "peer-review",
            ],
            "formats": ["on-site", "remote"],
            "notice_weeks": 2,
            **(profile or {}),
        },
    )
    for slug in topics or ("inhalation",):
        ExpertTopic.objects.create(profile=made, topic=topic(slug), depth=depth)
    return found


def source(**fields: Any) -> Source:
    fields.setdefault("slug", f"source-{next(_numbers)}")
    return Source.objects.create(**{"title": "A yearly report", **fields})


def country(iso2: str = "NL", **fields: Any) -> Country:
    found, _made = Country.objects.get_or_create(
        iso2=iso2, defaults={"name": f"Country {iso2}", "legal_basis": "law", "discussion": "operating", **fields}
    )
    return found


def facility(**fields: Any) -> Facility:
    number = next(_numbers)
    defaults = {
        "slug": f"room-{number}",
        "name": f"Room {number}",
        "city": "Amsterdam",
        "status": "open",
        "model": "integrated",
        "confidence": "high",
        "routes": ["inhaling"],
    }
    if "country" not in fields:
        fields["country"] = country()
    if "source" not in fields:
        fields["source"] = source()
    return Facility.objects.create(**{**defaults, **fields})


def suggestion(room: Facility, **fields: Any) -> Suggestion:
    """A member suggests another name for a room."""
    if "suggested_by" not in fields:
        fields["suggested_by"] = member().user
    defaults = {
        "kind": "facility",
        "target": room.pk,
        "iso2": room.country.iso2,
        "label": world_fields.mark("facility", room),
        "values": {"name": "The better name"},
        "was": {"name": room.name},
        "source": room.source,
        "suggested_at": clock.now(),
    }
    return Suggestion.objects.create(**{**defaults, **fields})


def practice(**fields: Any) -> Practice:
    """A short note that all members may read."""
    topics = fields.pop("topics", ["inhalation"])
    if "author" not in fields:
        fields["author"] = member().user
    made = Practice.objects.create(
        **{
            "title": "Two small smoking booths instead of one big room",
            "perspective": "professional",
            "what_was_done": "We built two small booths with their own air outlet and a light outside each.",
            "what_happened": "Waiting went down and nobody sits in old smoke.",
            "no_identifying": True,
            "state": Practice.State.NOTE,
            "posted_at": clock.now(),
            **fields,
        }
    )
    made.topics.set([topic(slug) for slug in topics])
    return made


FULL_ANSWERS = {
    "problem": "People waited in the street, and the neighbours wrote to the city.",
    "room_model": "integrated",
    "who": "Two nurses and a paid peer worker on each shift.",
    "involvement": "co-decided",
    "went_wrong": "The first fans were too loud to hear somebody fall.",
    "evidence_level": "monitored",
    "transfer": "A building whose roof may be cut.",
}


def full_practice(**fields: Any) -> Practice:
    """A practice that answers all that a full one has to."""
    return practice(**{"state": Practice.State.FULL, **FULL_ANSWERS, **fields})


def voice(practice: Practice, **fields: Any) -> Voice:
    """The other side's voice beside a practice, told by a peer for the practice's readers."""
    if "author" not in fields:
        fields["author"] = member(category="peer-worker").user
    defaults = {
        "side": "service-user",
        "state": Voice.State.SHOWN,
        "words": "In the small booth I can sit down quietly.",
        "show_author_as": "name",
        "consent_at": clock.now(),
        "audience": practice.audience,
        "no_identifying": True,
    }
    return Voice.objects.create(practice=practice, **{**defaults, **fields})


def text_report(practice: Practice, **fields: Any) -> TextReport:
    """A member of no house says that somebody can be recognised in it."""
    now = clock.now()
    fields.setdefault("reporter", None)
    fields["reporter"] = fields["reporter"] or member().user
    defaults = {"reason": "identifying", "at": now, "decide_by": now + timedelta(hours=24)}
    return TextReport.objects.create(practice=practice, **{**defaults, **fields})


def visit_request(kind: str = "study-visit", **fields: Any) -> VisitRequest:
    """A complete draft for two people, in two windows from six weeks on; by default a study visit."""
    topics = fields.pop("topics", ["inhalation"])
    windows = fields.pop("windows", [(42, 46), (60, 70)])
    if "requester" not in fields:
        fields["requester"] = member().user
    made = VisitRequest.objects.create(
        **{
            "kind": kind,
            "title": "How do we air a smoking room in an old building?",
            "questions": ["How many air changes are enough, and who measured it?"],
            "why_now": "We got the keys of an old shop in September. The builder needs our answer about air in "
            "February, and none of us has ever seen a smoking room from the inside.",
            "stage": "preparing",
            "country": "BE",
            "city": "Ghent",
            "legal_basis": "none",
            "languages": [{"code": "en", "level": "working"}],
            "duration_days": KINDS[kind].usual_days if kind in KINDS else 1,
            "group_size": 2,
            "peer_in_group": False,
            "why_no_peer": "Not this time, their shifts are full.",
            "who_pays": "requester",
            "media_plan": "No media, no photos",
            "accepts_code": True,
            "promises_report": True,
            **fields,
        }
    )
    made.topics.set([topic(slug) for slug in topics])
    for start, end in windows:
        made.windows.create(start=clock.today() + timedelta(days=start), end=clock.today() + timedelta(days=end))
    return made


def host_offer(*experts: Member, hours: Iterable[tuple[int, str, str]] = (), **fields: Any) -> HostOffer:
    """A house in Zurich's zone by default, with a sign-off person, to which the given experts belong.

    `hours`: (weekday, from, to), e.g. (0, "10:00", "15:00"); without them it did not say, and every hour will do.
    """
    if "facility" not in fields:
        fields["facility"] = facility(signoff_person=member(category="manager").user)
    made = HostOffer.objects.create(**{"time_zone": "Europe/Zurich", "largest_group": 4, **fields})
    made.experts.set(experts)
    for weekday, first, last in hours:
        made.hours.create(weekday=weekday, from_hour=first, to_hour=last)
    return made


def question(**fields: Any) -> Question:
    """An open question that all members may read."""
    topics = fields.pop("topics", ["inhalation"])
    if "author" not in fields:
        fields["author"] = member().user
    made = Question.objects.create(**{"title": "Who has moved a smoking room into an old building?", **fields})
    made.topics.set([topic(slug) for slug in topics])
    return made


def question_report(question: Question, **fields: Any) -> QuestionReport:
    """A member of no house says that somebody can be recognised in it."""
    now = clock.now()
    defaults = {"reporter": member().user, "reason": "identifying", "at": now, "decide_by": now + timedelta(hours=24)}
    return QuestionReport.objects.create(question=question, **{**defaults, **fields})


def open_call(request: VisitRequest, **fields: Any) -> OpenCall:
    """A call that runs for two weeks, told to all members."""
    defaults = {
        "state": OpenCall.State.RUNNING,
        "title": "Who has aired a smoking room in an old building?",
        "text": "They got the keys of an old shop and have never seen a smoking room from the inside.",
        "until": clock.today() + timedelta(days=14),
        "opened_at": clock.now(),
    }
    return OpenCall.objects.create(request=request, **{**defaults, **fields})


def volunteer(call: OpenCall, **fields: Any) -> Volunteer:
    """Somebody who offered to help and waits for the desk's word."""
    who = fields.pop("member", None) or member()
    row = call.request.invitations.create(expert=who, order=90, is_listed=False, volunteered_at=clock.now())
    defaults = {"request": call.request, "invitation": row, "word": "We built two booths last year."}
    return call.volunteers.create(member=who, **{**defaults, **fields})


def milestone(**fields: Any) -> Milestone:
    defaults = {"year": 2001, "event": "The first room opens"}
    fields.setdefault("country", None)
    fields["country"] = fields["country"] or country()
    if "source" not in fields:
        fields["source"] = source()
    return Milestone.objects.create(**{**defaults, **fields})


def figure(number: int | None = 31, year: int | None = 2016, **fields: Any) -> Figure:
    """A count of all rooms of the Netherlands, said by a monitoring body."""
    if "country" not in fields:
        fields["country"] = country()
    if "source" not in fields:
        fields["source"] = source(publisher="EMCDDA", is_inventory=True)
    return Figure.objects.create(**{"indicator": "facilities", "number": number, "year": year, **fields})


def reference(**fields: Any) -> Reference:
    """A checked article of 2020."""
    number = next(_numbers)
    defaults = {
        "slug": f"reference-{number}",
        "kind": "article",
        "title": f"A study of rooms {number}",
        "authors": "Smith, A.; Jones, B.",
        "year": 2020,
        "is_verified": True,
    }
    return Reference.objects.create(**{**defaults, **fields})


def collection(*references: Reference, **fields: Any) -> Collection:
    """A reading list that all members may read."""
    if "author" not in fields:
        fields["author"] = member().user
    made = Collection.objects.create(**{"title": "Before we air a smoking room", "why": "Read it in order.", **fields})
    for number, one in enumerate(references, 1):
        made.items.create(reference=one, why=f"Because of part {number}.", order=number)
    return made


def document(**fields: Any) -> Document:
    """House rules of 2024 behind a link, which all members may read."""
    if "author" not in fields:
        fields["author"] = member().user
    defaults = {
        "title": "House rules of a room by the harbour",
        "kind": "protocol",
        "body": "A house of the demo",
        "dated": date(2024, 3, 1),
        "country": "NL",
        "url": "https://rules.example/rules.pdf",
    }
    return Document.objects.create(**{**defaults, **fields})


def gap(**fields: Any) -> EvidenceGap:
    """A question without an answer that all members may read."""
    if "author" not in fields:
        fields["author"] = member().user
    defaults = {
        "question": "Does a second door shorten the waiting?",
        "why": "We are to build next year and nobody can tell us.",
    }
    return EvidenceGap.objects.create(**{**defaults, **fields})


def application(state: str = "submitted", **fields: Any) -> MembershipApplication:
    """A complete application in the given state; sent, unless it is a draft."""
    now = clock.now()
    defaults: dict[str, Any] = {
        "name": f"Applicant {next(_numbers)}",
        "category": "social-worker",
        "country": "NL",
        "languages": [{"code": "en", "level": "working"}],
        "motivation": "I want to learn how others air a smoking room.",
        "who_knows_you": "The team in Utrecht.",
        "is_adult": True,
        "accepts_rules": True,
    }
    if state != "started":
        defaults["submitted_at"] = now
    if state in ("submitted", "in-review", "information-requested"):
        defaults["due_at"] = now + timedelta(days=7)
    fields.setdefault("user", None)
    fields["user"] = fields["user"] or user()
    return MembershipApplication.objects.create(state=state, **{**defaults, **fields})


def vouch(application: MembershipApplication, by: Member, *, vouches: bool | None = None) -> Vouch:
    """Asked now; with `vouches`, answered now too."""
    answered = None if vouches is None else clock.now()
    return Vouch.objects.create(
        application=application, member=by, asked_at=clock.now(), answered_at=answered, vouches=vouches
    )


def practice_file(practice: Practice, **fields: Any) -> PracticeFile:
    """A checked text file of the author on their practice."""
    if "upload" not in fields:
        fields["upload"] = upload(owner=practice.author) if practice.author else upload()
    return PracticeFile.objects.create(**{"practice": practice, "caption": "House rules on one page", **fields})


def upload(content: bytes = b"House rules", **fields: Any) -> Upload:
    """A checked text file of somebody; its bytes lie where the state says."""
    if "owner" not in fields:
        fields["owner"] = member().user
    defaults = {"name": "rules.txt", "kind": "txt", "state": "ready", "size": len(content), "created_at": clock.now()}
    made = Upload.objects.create(**{**defaults, **fields})
    place = {"ready": storage.ready, "checking": storage.waiting}.get(made.state)
    if place:
        place(made.code).write_bytes(content)
    return made


def step(**fields: Any) -> Step:
    """A step of the guide about neighbours, with two things to decide."""
    topics = fields.pop("topics", ["neighbours"])
    number = next(_numbers)
    made = Step.objects.create(
        **{
            "slug": f"step-{number}",
            "order": number,
            "title": "Sit down with the neighbours",
            "lead": "Before the keys, not after the first complaint.",
            "ask": "We are about to sit down with the neighbours. How did your first meetings go?",
            "stage": "political-legal",
            **fields,
        }
    )
    made.topics.set([topic(slug) for slug in topics])
    for order, slug in enumerate(("invites", "table")):
        made.items.create(slug=slug, order=order, question=f"What about {slug}?", why="It helps.")
    return made


def statement(**fields: Any) -> Statement:
    """A current statement that everybody may read; `kind="call"` makes a call for support that runs for a month."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"statement-{number}",
        "title": f"Keep the rooms open {number}",
        "body": "Rooms stay open, **also at night**.",
        "state": Statement.State.PUBLISHED,
        "audience": "public",
        "issued_on": date(2020, 3, 23),
        "issuer": "The network",
        "published_at": clock.now(),
    }
    if fields.get("kind") == "call":
        defaults |= {"asked": "Write to the city council.", "until": clock.today() + timedelta(days=30)}
    return Statement.objects.create(**{**defaults, **fields})


def endorsement(statement: Statement, **fields: Any) -> Endorsement:
    """Support by a member, who is not named."""
    if "member" not in fields and "organisation" not in fields:
        fields["member"] = member()
    return Endorsement.objects.create(statement=statement, given_at=clock.now(), **fields)


def news(**fields: Any) -> NewsItem:
    """A published piece of news that everybody may read."""
    number = next(_numbers)
    defaults = {
        "slug": f"news-{number}",
        "title": f"A room has opened {number}",
        "body": "Its doors are open.",
        "state": NewsItem.State.PUBLISHED,
        "audience": "public",
        "on": clock.today(),
        "published_at": clock.now(),
    }
    return NewsItem.objects.create(**{**defaults, **fields})


def event(**fields: Any) -> Event:
    """A published webinar in a month, two hours long, open to everybody."""
    number = next(_numbers)
    start = clock.now() + timedelta(days=30)
    defaults = {
        "slug": f"event-{number}",
        "title": f"Airing a smoking room {number}",
        "body": "With time for questions.",
        "state": Event.State.PUBLISHED,
        "audience": "public",
        "kind": "webinar",
        "is_online": True,
        "start": start,
        "end": start + timedelta(hours=2),
        "published_at": clock.now(),
    }
    return Event.objects.create(**{**defaults, **fields})


def claim(**fields: Any) -> Claim:
    """What people ask about neighbours, with one checked title against it."""
    number = next(_numbers)
    made = Claim.objects.create(
        **{
            "slug": f"claim-{number}",
            "order": number,
            "question": "Does it get louder?",
            "said": "It gets louder.",
            "summary": "One title found that it did not.",
            "place": "One city",
            "period": "One year",
            "rooms": "A fixed room",
            "not_known": "- Other cities",
            "written_on": date(2026, 11, 27),
            **fields,
        }
    )
    made.evidence.create(reference=reference(title=f"Noise {number}"), side="against")
    return made


def evidence_suggestion(of: Claim | None = None, **fields: Any) -> EvidenceSuggestion:
    """A member suggests a title that speaks for a claim."""
    fields.setdefault("by", None)
    fields["by"] = fields["by"] or member().user
    defaults = {"claim": of or claim(), "reference": reference(), "side": "for", "at": clock.now()}
    return EvidenceSuggestion.objects.create(**{**defaults, **fields})
