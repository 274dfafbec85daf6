"""How does the demo get a past? Day by day: stories go on, and the real jobs of the house run each day."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from portal import clock
from portal.site.demo import clock as demo_clock

# A story does something, then yields the day (0 = today, -7 = a week ago) on which it goes on.
Story = Iterator[int]

# Clears the inboxes of what is over, and asks for what has grown old: nobody reads it before the last day.
ON_THE_LAST_DAY = ("clear-over", "world-clocks")


def run_jobs_of_the_day() -> None:
    demo_clock.run_jobs(but=ON_THE_LAST_DAY if clock.offset() < timedelta() else ())


def stand_on(day: int) -> None:
    """Set the demo's clock back, in its row too: each task reads it from there."""
    row = demo_clock.row()
    row.offset = row.wanted = timedelta(days=day)
    row.save()
    clock.set_offset(row.offset)


def live_through(stories: Iterable[Story], *, each_day: Callable[[], object] = run_jobs_of_the_day) -> None:
    """Let all days pass from the first that a story names until today, and leave the clock at today."""
    waiting: list[tuple[int, int, Story]] = []
    for number, story in enumerate(stories):
        _queue(waiting, number, story)
    day = min((first for first, _number, _story in waiting), default=0)
    while day <= 0:
        stand_on(day)
        while waiting and waiting[0][0] <= day:
            _day, number, story = heapq.heappop(waiting)
            _queue(waiting, number, story)
        each_day()
        day += 1
    stand_on(0)


def _queue(waiting: list[tuple[int, int, Story]], number: int, story: Story) -> None:
    """Let a story go on until its next day, and keep it for that day."""
    day = next(story, None)
    if day is not None:
        heapq.heappush(waiting, (day, number, story))
