"""Who corrects the world's record in the demo? A member suggests, marked as the demo's own; it waits at the desk."""

from exchange.world import actions, fields
from portal.site.demo.network.houses import facility_in
from portal.site.demo.network.members import People
from portal.site.demo.network.timeline import Story

HOURS = "Every day, 9 to 17 (hours of the demo, not of the real room)"


def load(people: People) -> list[Story]:
    return [_a_correction(people)]


def _a_correction(people: People) -> Story:
    yield -2
    room = facility_in("PT", "Porto")
    seen = fields.snapshot("facility", room)
    actions.suggest(
        people.user("nurse-lisbon"),
        "facility",
        "PT",
        room,
        {**seen, "opening_hours": HOURS},
        seen=seen,
        source=room.source,
        note="An example of the demo: so the coordinator sees old and new side by side.",
    )
