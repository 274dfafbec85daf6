"""Which practices and comments does the demo have? Each posted on its day, by somebody of the demo's people."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from exchange.discussion import actions as discussion
from exchange.practices import actions as practices
from exchange.practices import reviews
from exchange.practices.actions import recording
from exchange.practices.forms.full import FORMS
from exchange.practices.models import Follow, Practice
from portal.site.demo.network import files
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story
from portal.vocabularies.models import Term

FILE = settings.BASE_DIR / "portal" / "site" / "demo" / "practices.json"
FIRST, LAST = -96, -1
OPTIONAL = ("problem", "what_happened", "went_wrong", "what_helps", "should_change", "audience")


def load(people: People) -> list[Story]:
    rows = json.loads(FILE.read_text())
    step = (LAST - FIRST) / len(rows)
    return [post(row, people, round(FIRST + step * number)) for number, row in enumerate(rows)]


def post(row: dict[str, Any], people: People, day: int) -> Iterator[int]:
    yield day
    author = people.user(row["by"])
    practice = practices.create_draft(
        author,
        title=row["title"],
        perspective=row["perspective"],
        what_was_done=row["what_was_done"],
        topics=list(Term.objects.filter(vocabulary="topic", slug__in=row["topics"])),
        language=row.get("language", "en"),
        country=people.members[row["by"]].country,
        no_identifying=True,
        show_author_as=row.get("show_as", Practice.ShowAs.ROLE_AND_COUNTRY),
        **{name: row[name] for name in OPTIONAL if row.get(name)},
    )
    if "full" in row:
        practices.save_section(author, practice, full_answers(row), outcomes=row["outcomes"])
    files.hang(row, author, practice)
    practices.post_practice(author, practice)
    if "full" in row:
        practices.complete_practice(author, practice)
    if "voice" in row:
        yield min(day + 1, 0)
        tell_the_other_side(row["voice"], people, Practice.objects.get(pk=practice.pk))
    if "translation" in row:
        yield min(day + 1, 0)
        translate(row["translation"], people, Practice.objects.get(pk=practice.pk))
    for told in row.get("too", ()):
        yield min(day + 1, 0)
        do_it_too(told, people, Practice.objects.get(pk=practice.pk))
    if row.get("wants_voice"):
        practices.want_voice(author, Practice.objects.get(pk=practice.pk))
    if "reviews" in row:
        yield min(day + 2, 0)
        read_it(row["reviews"], people, Practice.objects.get(pk=practice.pk))
    for number, comment in enumerate(row.get("comments", ()), 1):
        yield min(day + 2 * number, 0)
        discussion.add_comment(people.user(comment["by"]), Practice.objects.get(pk=practice.pk), comment["body"])
    if "report" in row or "voice_report" in row:
        yield 0  # so that a coordinator's day has just begun
        warn(row, people, Practice.objects.get(pk=practice.pk))


def tell_the_other_side(row: dict[str, Any], people: People, practice: Practice) -> None:
    """The second voice: a member's own, or what staff wrote down; the demo's slip lies in nobody's pocket."""
    user, words = people.user(row["by"]), row["words"]
    if row.get("is_written_down"):
        recording.record_voice(user, practice, words=words, language="en")
    else:
        practices.write_voice(
            user, practice, words=words, language="en", show_author_as=Practice.ShowAs.ROLE, no_identifying=True
        )


def translate(row: dict[str, Any], people: People, original: Practice) -> None:
    user = people.user(row["by"])
    draft = practices.begin_translation(user, original, row["language"])
    words = {**row["words"], "no_identifying": True}
    practices.post_translation(user, draft, words, looked_at=original.version)


def do_it_too(row: dict[str, Any], people: People, practice: Practice) -> None:
    """A house that does it as well keeps the page, and hears of what is new under its topics."""
    user = people.user(row["by"])
    told = {"since": row["since"], "what_changed": row["what_changed"]}
    practices.adopt_practice(user, practice, **told, show_author_as=Practice.ShowAs.ROLE_AND_COUNTRY)
    practices.keep_practice(user, practice)
    practices.follow(user, Follow.Kind.PRACTICE, str(practice.pk))
    for topic in practice.topics.all():
        practices.follow(user, Follow.Kind.TOPIC, topic.slug)


def read_it(words: dict[str, str], people: People, practice: Practice) -> None:
    """A coordinator reads it, and then the peer who was asked: all is ticked, one answer with a doubt."""
    for read_as in ("coordinator", "peer"):
        user = people.user("coordinator-office") if read_as == "coordinator" else practice.reviewers_asked.get().user
        ticks = {slug: "yes" for slug, _question in reviews.questions()}
        practices.review_text(user, practice, ticks | {next(iter(ticks)): "partly"}, words[read_as])


def warn(row: dict[str, Any], people: People, practice: Practice) -> None:
    """A reader reports the text, or the voice beside it alone."""
    said = row.get("report") or row["voice_report"]
    voice = practice.voices.get() if "voice_report" in row else None
    practices.report_text(people.user(said["by"]), practice, reason=said["reason"], words=said["words"], voice=voice)


def full_answers(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the sections of the full form would hand on, by those very forms."""
    answers: dict[str, Any] = {}
    data = {**row, "place_shown": Practice.PlaceShown.COUNTRY, **row["full"]}
    for form in (kind(data) for kind in FORMS.values()):
        if not form.is_valid():
            raise ValueError(f"{row['title']}: {form.errors.as_json()}")
        answers |= form.fields_to_save()
    return answers
