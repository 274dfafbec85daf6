"""Which questions does the demo have? Each asked on its day and answered in the days after; the last one by nobody yet."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from exchange.discussion import actions as discussion
from exchange.discussion.actions.question_care import report_question
from exchange.discussion.models import Question
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story
from portal.vocabularies.models import Term

FILE = settings.BASE_DIR / "portal" / "site" / "demo" / "questions.json"


def load(people: People) -> list[Story]:
    return [ask(row, people) for row in json.loads(FILE.read_text())]


def ask(row: dict[str, Any], people: People) -> Iterator[int]:
    yield row["day"]
    fields = {
        "title": row["title"],
        "body": row["body"],
        "audience": row.get("audience", "members"),
        "show_author_as": row.get("show_as", "role-country"),
        "language": row.get("language", "en"),
    }
    topics = list(Term.objects.filter(vocabulary="topic", slug__in=row["topics"]))
    question = discussion.ask_question(people.user(row["by"]), fields, topics)
    for number, answer in enumerate(row["answers"], 1):
        yield row["day"] + 2 * number
        asked = Question.objects.get(pk=question.pk)
        discussion.add_comment(people.user(answer["by"]), asked, answer["body"])
    if said := row.get("report"):
        yield 0  # so that a coordinator's day has just begun
        asked = Question.objects.get(pk=question.pk)
        report_question(people.user(said["by"]), asked, reason=said["reason"], words=said["words"])
