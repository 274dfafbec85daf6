"""What did the demo's people put into the library? Two lists, documents with a newer version, questions nobody answers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.library.actions import collections, documents, gaps, shelf
from exchange.library.models import EvidenceGap, Reference
from exchange.practices import actions as practices
from exchange.practices.models import Practice
from portal import clock
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story
from portal.uploads import actions as uploads
from portal.vocabularies.models import Term

COUNTERS = ("nurse-frankfurt", "manager-porto", "nurse-vienna", "social-worker-oslo", "manager-dublin", "nurse-berlin")
RULES = """House rules of the demo's room (an example, written for this demo)

1. Everybody who comes in says how they are today. Nobody has to say a name.
2. One person in a booth. Whoever needs help rings, and somebody comes.
3. We go outside to argue, and come back in to drink tea.
"""


def load(people: People) -> list[Story]:
    return [lists(people), papers(people), open_question(people), needed_question(people), answered_question(people)]


def lists(people: People) -> Iterator[int]:
    """One list that everybody may read, and one for members."""
    yield -50
    nurse = people.user("nurse-lisbon")
    first = collections.make_collection(
        nurse,
        {
            "title": "Before we plan a smoking room (demo)",
            "why": "For the evening before the architect comes. **Start at the top**: the last one can wait.",
            "language": "en",
        },
        topics("inhalation", "space-design"),
    )
    reasons = ("The one to begin with.", "Then this one.", "For whoever wants to know more.")
    for reference, why in zip(titles("inhalation"), reasons, strict=False):
        collections.put_on_list(nurse, first, reference, why)
    shelf.offer_to_public(nurse, first)
    yield -48
    shelf.publish(people.user("coordinator-north"), first)
    researcher = people.user("researcher-utrecht")
    second = collections.make_collection(
        researcher,
        {"title": "A first week of reading for new colleagues (demo)", "language": "en"},
        topics("overdose-response", "neighbours"),
    )
    for reference in [*titles("overdose-response")[:2], *titles("neighbours")[:2]]:
        collections.put_on_list(researcher, second, reference, "One of four to begin with.")


def papers(people: People) -> Iterator[int]:
    """House rules with a newer edition, a rule of a city that does not exist, and sheets for a training."""
    yield -60
    author = people.user("manager-amsterdam")
    told = {"body": "The demo's house", "kind": "protocol", "country": "NL", "language": "en"}
    older = documents.add_document(
        author,
        {**told, "title": "House rules on one page (demo)", "edition": "First edition", "dated": day(-400)},
        topics("house-rules"),
        upload=sheet(author, RULES),
    )
    yield -20
    documents.add_document(
        author,
        {
            **told,
            "title": "House rules on one page (demo)",
            "edition": "Second edition",
            "dated": day(-21),
            "supersedes": older,
            "summary": "Three rules instead of nine. Written with those who come in every day.",
        },
        topics("house-rules", "client-participation"),
        upload=sheet(author, RULES + "4. Dogs are welcome.\n"),
    )
    law = documents.add_document(
        people.user("lawyer-brussels"),
        {
            "title": "Rule of the demo's city on where a room may open (invented)",
            "kind": "law",
            "legal_level": "city",
            "body": "The council of the demo's city",
            "dated": day(-300),
            "country": "BE",
            "language": "en",
            "url": "https://example.org/demo-rule",
            "summary": "No such city and no such rule: it shows what stands with a law here.",
        },
        topics("legal"),
    )
    shelf.offer_to_public(people.user("lawyer-brussels"), law)
    documents.add_document(
        people.user("nurse-barcelona"),
        {
            "title": "A morning on wound care: sheets for trainers (demo)",
            "kind": "training",
            "body": "The demo's nurses",
            "dated": day(-90),
            "language": "es",
            "url": "https://example.org/demo-sheets",
        },
        topics("safer-use"),
    )


def open_question(people: People) -> Iterator[int]:
    """Somebody offers to work on it, and the two of them agree."""
    yield -30
    asker, researcher = people.user("manager-vienna"), people.user("researcher-utrecht")
    gap = ask(
        asker,
        "Does a second door shorten the waiting in the street?",
        "We are to build next year. The neighbours ask, the architect asks, and we only have an opinion.",
        "space-design",
        "neighbours",
    )
    need(people, gap, 2)
    yield -12
    offer = gaps.offer_work(researcher, gap, "We could count at two houses for a month, with a student.")
    yield -9
    gaps.reply_to_offer(asker, offer, "Please do. We can send you the plans of both doors.", accept=True)


def needed_question(people: People) -> Iterator[int]:
    """Many need it; nobody works on it yet."""
    yield -25
    gap = ask(
        people.user("nurse-warsaw"),
        "What changes for women when a room has hours of its own for them?",
        "We want to try it and do not know what to look at: who comes, who stays away, what they say.",
        "women-gender",
    )
    need(people, gap, len(COUNTERS))


def answered_question(people: People) -> Iterator[int]:
    """A title answers one; and a researcher proposes a title beside a practice."""
    yield -40
    asker = people.user("social-worker-ghent")
    gap = ask(
        asker, "What do neighbours say, years after a room has opened? (demo)", "They ask us each week.", "neighbours"
    )
    need(people, gap, 1)
    yield -15
    if found := titles("neighbours"):
        gaps.answer_gap(asker, gap, found[0])
    yield -5
    researcher = people.user("researcher-utrecht")
    written = Practice.objects.filter(
        topics__slug="inhalation", translation_of=None, audience="members", author__isnull=False
    )
    practice = written.filter(state__in=("note", "full", "reviewed")).order_by("pk").first()
    found = titles("inhalation")
    if practice is None or len(found) < 2:
        return
    first = practices.propose_evidence(
        researcher,
        practice,
        found[0],
        "for",
        "(Demo) Here stands in one sentence what the text shows, and how sure it is.",
    )
    practices.take_evidence(practice.author, first)
    practices.propose_evidence(
        researcher, practice, found[1], "against", "(Demo) Here a reader says what in the text speaks against it."
    )


def ask(user: Any, question: str, why: str, *slugs: str) -> EvidenceGap:
    return gaps.ask_gap(user, {"question": question, "why": why, "language": "en"}, topics(*slugs))


def need(people: People, gap: EvidenceGap, number: int) -> None:
    for key in COUNTERS[:number]:
        gaps.need_gap(people.user(key), gap)


def titles(topic: str) -> list[Reference]:
    """The first checked titles on it; none where the library was not loaded."""
    return list(Reference.objects.filter(topics__slug=topic, is_verified=True, is_retracted=False).order_by("slug")[:3])


def topics(*slugs: str) -> list[Term]:
    return list(Term.objects.filter(vocabulary="topic", slug__in=slugs))


def day(days: int) -> Any:
    return clock.today() + timedelta(days=days)


def sheet(user: Any, text: str) -> Any:
    upload = uploads.receive(user, SimpleUploadedFile("rules.txt", text.encode()))
    uploads.check(upload.pk)
    return upload
