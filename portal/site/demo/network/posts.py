"""Which practices and comments does the demo have? Each posted on its day, by the member whose role and place fit."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from accounts.models import Member
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
    rows = json.loads(FILE.read_text()) if FILE.exists() else []
    step = (LAST - FIRST) / max(len(rows), 1)
    return [post(row, people, round(FIRST + step * number)) for number, row in enumerate(rows)]


def post(row: dict[str, Any], people: People, day: int) -> Iterator[int]:
    yield day
    author = fitting(people, row.get("role", ""), row.get("country", ""), taken=row["title"])
    practice = practices.create_draft(
        author.user,
        title=row["title"],
        perspective=row["perspective"],
        what_was_done=row["what_was_done"],
        what_happened=row["what_happened"],
        topics=list(Term.objects.filter(vocabulary="topic", slug__in=row["topics"])),
        language=row.get("language", "en"),
        country=row.get("country") or author.country,
        no_identifying=True,
        show_author_as=row.get("show_as", Practice.ShowAs.ROLE_AND_COUNTRY),
        **{name: row[name] for name in OPTIONAL if row.get(name)},
    )
    practices.post_practice(author.user, practice)
    for number, comment in enumerate(row.get("comments", ()), 1):
        yield min(day + 2 * number, 0)
        answers = fitting(people, comment.get("role", ""), comment.get("country", ""), taken=comment["body"])
        discussion.add_comment(answers.user, Practice.objects.get(pk=practice.pk), comment["body"])


def fitting(people: People, role: str, country: str, *, taken: str) -> Member:
    """Return a member of that role and country, else of the role, else any; the text decides among several."""
    everybody = list(people.members.values())
    both = [member for member in everybody if member.category == role and member.country == country]
    same_role = [member for member in everybody if member.category == role]
    same_country = [member for member in everybody if member.country == country]
    found = both or same_role or same_country or everybody
    chosen = found[sum(taken.encode()) % len(found)]
    return Member.objects.select_related("user").get(pk=chosen.pk)
