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
        "hours": [
            (weekday, time.fromisoformat(row["from"]), time.fromisoformat(row["to"]))
            for weekday in row.get("weekdays", range(5))
        ],
        "months_closed": row.get("closed", []),
        "areas": row.get("areas", ["reception", "injecting", "smoking", "living"]),
        "meets": row.get("meets", ["staff", "peers"]),
        "door_check": row.get("check", "id"),
        "clearance": row.get("clearance", ""),
        "accessibility": row.get("access", "One step at the door, a ramp is there; a toilet for wheelchairs."),
        "cost": row.get("cost", "Half a day of a colleague; bring your own lunch."),
        "address": "An address of the demo, not of the real house",
        "door": "The grey door in the yard. Ring twice and say whom you visit.",
        "own_rules": TERMS,
        "time_zone": row["zone"],
        "languages": row["languages"],
        "visits_per_year": 8,
        "visitor_days_per_year": row.get("visitor_days", 60),
        "experts": [people.members[key] for key in row["experts"]],
    }
