"""What did experts write and do? Their profile, practices, helpful answers, and the visits that were held with them.

Never an anonymous text, nor one that coordinators may not read; of a sensitive request nothing.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from django.db.models import Q

from accounts.models import ExpertProfile, ExpertTopic
from exchange.discussion.models import Comment
from exchange.practices.models import Practice
from portal.search import synonyms
from portal.ui.markdown import to_text
from visits.matching.facts import Text
from visits.matching.stems import guess_language
from visits.models import Invitation, Report, VisitRequest

R = VisitRequest.State
MOST_KEPT = 200_000
_named: OrderedDict[bytes, frozenset[str]] = OrderedDict()


def text_of(body: str, language: str = "", *, source: str = "", pk: int = 0) -> Text:
    """Return a text with its language, guessed where nobody said it, and the things of the field that it names."""
    spoken = language or guess_language(body)
    return Text(body, spoken, _concepts(body, spoken), source, pk)


def _concepts(body: str, language: str) -> frozenset[str]:
    """Remembered by what the text says and by the state of the shared vocabulary."""
    version = synonyms.thesaurus().version
    key = blake2b(f"{version} {language} {body}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
    if key not in _named:
        if len(_named) >= MOST_KEPT:
            _named.popitem(last=False)
        _named[key] = synonyms.named_in(body, language)
    return _named[key]


def own_words(profile: ExpertProfile, topics: Sequence[ExpertTopic]) -> list[Text]:
    """The profile is one text: single lines would weigh as much as a practice."""
    body = "\n".join(part for part in (profile.bio, *(row.said for row in topics)) if part)
    return [text_of(body, source="profile", pk=profile.pk)] if body else []


def written() -> Mapping[int, list[Text]]:
    """Return the texts by user: practices, helpful answers, visits held, each newest first; three queries."""
    found: defaultdict[int, list[Text]] = defaultdict(list)
    for user, text in (*_practices(), *_answers(), *_visits()):
        found[user].append(text)
    return found


def _practices() -> Iterable[tuple[int, Text]]:
    posted = (
        Practice.objects.filter(
            author__member__expert_profile__isnull=False,
            # Whoever translated it has not done it.
            translation_of=None,
            state__in=(Practice.State.NOTE, Practice.State.FULL, Practice.State.REVIEWED),
        )
        .exclude(show_author_as=Practice.ShowAs.ANONYMOUS)
        .exclude(audience=Practice.Audience.PEERS_ONLY)
        .order_by("-posted_at", "-id")
    )
    for pk, author, title, done, language in posted.values_list("pk", "author", "title", "what_was_done", "language"):
        yield author, text_of(f"{title}\n{done}", language, source="practice", pk=pk)


def _answers() -> Iterable[tuple[int, Text]]:
    """Answers that whoever asked called helpful: that they were is never counted, only what they say."""
    hidden = (Practice.State.DRAFT, Practice.State.ARCHIVED, Practice.State.HIDDEN)
    said = (
        Comment.objects.filter(helpful_at__isnull=False, is_hidden=False, author__member__expert_profile__isnull=False)
        .exclude(Q(practice__audience=Practice.Audience.PEERS_ONLY) | Q(practice__state__in=hidden))
        .exclude(Q(question__audience=Practice.Audience.PEERS_ONLY) | Q(question__state="hidden"))
        .order_by("-at", "-id")
    )
    for pk, author, body in said.values_list("pk", "author", "body"):
        yield author, text_of(to_text(body).strip(), source="answer", pk=pk)


def _visits() -> Iterable[tuple[int, Text]]:
    """What was asked on a visit that was held, and, once it is signed off, what was learned on it."""
    helped = (
        Invitation.objects.filter(state=Invitation.State.ACCEPTED, request__state__in=(R.HELD, R.CLOSED))
        .exclude(request__confidentiality="sensitive")
        .filter(request__visit__isnull=False)
        .select_related("request__visit__report", "expert")
        .order_by("-request_id", "-id")
    )
    for row in helped:
        asked: Any = row.request
        report = getattr(asked.visit, "report", None)
        learned = (
            [] if report is None or report.state != Report.State.ACCEPTED else [*report.answers, report.what_we_saw]
        )
        body = "\n".join(str(part) for part in (asked.title, *asked.questions, *learned) if part)
        yield row.expert.user_id, text_of(body, source="visit", pk=asked.pk)
