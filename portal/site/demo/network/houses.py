"""Which houses receive visitors in the demo? Real rooms, with terms that are marked as the demo's own."""

from datetime import time
from typing import Any

from exchange.world.models import Facility
from portal.site.demo.network.members import People
from visits.actions import hosts

TERMS = (
    "These are terms of the demo, not of the real house. Come on time and in small groups. Leave phones and bags in the "
    "locker. Enter the rooms only while nobody uses them, or when everybody present agrees."
)


def facility_in(country: str, city: str) -> Facility:
    """Return the open room that the demo uses in a city; the data may rename rooms, so it is never asked for by name."""
    rooms = Facility.objects.filter(country__iso2=country, city=city, status="open")
    return rooms.exclude(confidence="recalled").order_by("slug")[0]


def load(people: People) -> None:
    for row in people.rows["houses"]:
        facility = facility_in(row["country"], row["city"])
        facility.time_zone = row["zone"]
        facility.save(update_fields=["time_zone"])
        signs = people.user(row["signs"])
        hosts.appoint_signoff_person(people.user("coordinator-office"), facility, signs)
        hosts.save_host_offer(signs, facility, offer(row, people))


def offer(row: dict[str, Any], people: People) -> dict[str, Any]:
    return {
        "receives": True,
        "largest_group": row["group"],
        "visiting_hours": row["hours"],
        "from_hour": time.fromisoformat(row["from"]),
        "to_hour": time.fromisoformat(row["to"]),
        "own_rules": TERMS,
        "time_zone": row["zone"],
        "languages": row["languages"],
        "visits_per_year": 8,
        "experts": [people.members[key] for key in row["experts"]],
    }
