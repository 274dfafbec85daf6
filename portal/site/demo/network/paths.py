"""How far is a team that plans a room? Edinburgh's has walked half of the way, by its own hand."""

from collections.abc import Iterator
from datetime import timedelta

from exchange.guide.actions import walking
from exchange.guide.models import Step
from portal import clock
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story

# Day, who, step, how far, {what is decided: in which words}, notes, who looks after it, in how many days it is due.
Row = tuple[int, str, str, str, dict[str, str], str, str, int | None]
ROWS: tuple[Row, ...] = (
    (-80, "manager-edinburgh", "need", "done", {
        "whom": "People who inject, and those who smoke. Women have asked for hours of their own.",
        "asked": "Two paid peer workers spoke with about sixty people at three places.",
        "figures": "Ambulance calls and litter, from the city; with the year beside each.",
        "there": "", "unknown": "How many people smoke and go nowhere.",
    }, "Ask the outreach team once more in winter: people are elsewhere then.", "", None),
    (-62, "manager-edinburgh", "law", "done", {
        "ground": "A pilot, as in the other city. Our lawyer reads it again in spring.", "answers": "Our board.", "staff": "",
        "people": "", "ends": "After three years.",
    }, "", "", None),
    (-41, "nurse-edinburgh", "stakeholders", "done", {
        "decides": "Health board and council together.", "table": "Health, social work, police, and two people with living experience.",
        "speaks": "", "against": "", "written": "A page of who does what.",
    }, "One councillor wants to hear from a town that has closed its room, too. That is a fair question.", "", None),
    (-12, "manager-edinburgh", "neighbours", "doing", {
        "invites": "The city invites, we bring the tea.", "table": "",
    }, "First evening in the library, not in the school.", "manager-edinburgh", 9),
    (-9, "nurse-edinburgh", "health-protocols", "doing", {"signs": ""}, "", "nurse-edinburgh", 30),
)  # fmt: skip


def load(people: People) -> Iterator[Story]:
    for row in ROWS:
        yield _walk(people, row)


def _walk(people: People, row: Row) -> Story:
    day, who, slug, state, decided, notes, owner, days = row
    yield day
    step = Step.objects.filter(slug=slug).first()
    if step is None:  # a network without the shipped steps
        return
    user = people.user(who)
    path = walking.start_path(user)
    walking.save_progress(
        user,
        path,
        step,
        {
            "state": state,
            "ticks": list(decided),
            "decisions": {item: words for item, words in decided.items() if words},
            "notes": notes,
            "owner": people.members[owner] if owner else None,
            "due_on": clock.today() + timedelta(days=days - day) if days is not None else None,
        },
    )
