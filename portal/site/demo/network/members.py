"""Who is in the demo network? Members, experts and coordinators: each a role and a place, never a person."""

import json
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import Coordinator, ExpertProfile, ExpertTopic, Member, Organisation, PeerConsent, User
from portal import clock
from portal.site.demo.people import DOMAIN, PASSWORD
from portal.vocabularies.models import Term
from visits.kinds import KINDS

FILE = settings.BASE_DIR / "portal" / "site" / "demo" / "people.json"
ZONES = {
    "PT": "Europe/Lisbon", "IE": "Europe/Dublin", "GB": "Europe/London", "FI": "Europe/Helsinki", "GR": "Europe/Athens",
    "CA": "America/Toronto",
}  # fmt: skip

# The towns of the demo's experts, by their own administrations' area; all others have 200,000 to a million people.
OVER_A_MILLION = {"Hamburg", "Berlin", "Barcelona", "Paris", "Brussels", "Montréal"}
LARGE, MIDDLE = "over-1m", "200k-1m"


class People:
    """The demo's people while they are loaded: rows of the file, and the users and members made from them."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = json.loads(FILE.read_text())
        self.organisations: dict[str, Organisation] = {}
        self.members: dict[str, Member] = {}
        # One hash for all: sixty of them would take half a minute.
        self.password = make_password(PASSWORD)

    def user(self, key: str) -> User:
        """Return the person as if they had just logged in, so that nothing kept from an earlier day is believed."""
        return User.objects.get(pk=self.members[key].user_id)

    def load(self) -> None:
        for row in self.rows["organisations"]:
            key = row.pop("key")
            self.organisations[key] = Organisation.objects.create(**row)
        everybody = [*self.rows["coordinators"], *self.rows["experts"], *self.rows["members"]]
        for number, row in enumerate(everybody):
            self.members[row["key"]] = self.add_member(row, number)
        for row in self.rows["coordinators"]:
            user = self.user(row["key"])
            user.is_superuser = user.is_staff = row.get("administrator", False)
            user.save()
            Coordinator.objects.create(user=user, countries=row["countries"])
        self.name_deputies()
        for row in self.rows["experts"]:
            self.add_expert(self.members[row["key"]], row)

    def add_user(self, key: str, country: str) -> User:
        user = User.objects.create(
            email=f"{key}@{DOMAIN}",
            password=self.password,
            time_zone=ZONES.get(country, "Europe/Amsterdam"),
            date_joined=clock.now(),
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def add_member(self, row: dict[str, Any], number: int) -> Member:
        joined = clock.today() - timedelta(days=400 - 5 * number)
        member = Member.objects.create(
            user=self.add_user(row["key"], row["country"]),
            name=row["name"],
            category=row["category"],
            country=row["country"],
            organisation=self.organisations.get(row.get("organisation", "")),
            languages=languages(row["languages"]),
            joined_on=joined,
            confirmed_on=joined,
        )
        if row.get("peer"):
            PeerConsent.objects.create(member=member, given_at=clock.now())
        return member

    def name_deputies(self) -> None:
        roles = list(Coordinator.objects.order_by("pk"))
        for role, deputy in zip(roles, [*roles[1:], roles[0]], strict=True):
            role.deputy = deputy
            role.save(update_fields=["deputy"])

    def add_expert(self, member: Member, row: dict[str, Any]) -> None:
        peer = member.category == "peer-worker"
        paused = clock.today() + timedelta(days=row["paused_days"]) if "paused_days" in row else None
        profile = ExpertProfile.objects.create(
            member=member,
            is_listed=True,
            bio=row["bio"],
            kinds=list(KINDS),
            perspectives=["peer-worker"] if peer else ["professional"],
            legal_contexts=[member.country],
            legal_bases=row["bases"],
            has_opened_a_room="opened" in row,
            opened_year=row.get("opened"),
            room_models=row["models"],
            routes=row["routes"],
            city_sizes=[LARGE if row["city"] in OVER_A_MILLION else MIDDLE],
            formats=["on-site", "remote"],
            travel_regions=row.get("travel", []),
            notice_weeks=4,
            capacity_per_year=row["capacity"],
            group_max=row["group"],
            audiences=row.get("audiences", []),
            fee=row.get("fee", ""),
            paused_until=paused,
            confirmed_on=member.confirmed_on,
        )
        topics = {term.slug: term for term in Term.objects.filter(vocabulary="topic")}
        done, know = ExpertTopic.Depth.DONE, ExpertTopic.Depth.KNOW
        ExpertTopic.objects.bulk_create(
            [ExpertTopic(profile=profile, topic=topics[t], depth=done, said=said) for t, said in row["done"].items()]
            + [ExpertTopic(profile=profile, topic=topics[slug], depth=know) for slug in row["know"]]
        )


def languages(words: str) -> list[dict[str, str]]:
    """Return [{"code": "en", "level": "fluent"}, ...] from "en:fluent de:working"."""
    pairs = (word.split(":") for word in words.split())
    return [{"code": code, "level": level} for code, level in pairs]
