"""Which practices and comments does the demo have? Each posted on its day, by somebody of the demo's people."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from exchange.discussion import actions as discussion
from exchange.practices import actions as practices
from exchange.practices.models import Practice
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story
from portal.vocabularies.models import Term

FILE = settings.BASE_DIR / "portal" / "site" / "demo" / "practices.json"
FIRST, LAST = -96, -1
OPTIONAL = ("went_wrong", "what_helps", "audience")


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
        what_happened=row["what_happened"],
        topics=list(Term.objects.filter(vocabulary="topic", slug__in=row["topics"])),
        language=row.get("language", "en"),
        country=people.members[row["by"]].country,
        no_identifying=True,
        show_author_as=row.get("show_as", Practice.ShowAs.ROLE_AND_COUNTRY),
        **{name: row[name] for name in OPTIONAL if row.get(name)},
    )
    practices.post_practice(author, practice)
    for number, comment in enumerate(row.get("comments", ()), 1):
        yield min(day + 2 * number, 0)
        discussion.add_comment(people.user(comment["by"]), Practice.objects.get(pk=practice.pk), comment["body"])
