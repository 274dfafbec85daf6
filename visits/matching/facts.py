"""What must be known of a request and of an expert to say whether, and how well, they fit?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Window = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True)
class Text:
    """Something that was written, the ISO code of its language, and the things of the field that it names."""

    body: str
    language: str = "en"
    concepts: frozenset[str] = frozenset()  # in the words of the shared vocabulary, the same in every language
    source: str = ""  # profile, practice, answer or visit
    pk: int = 0  # of the row it stands in


@dataclass(frozen=True)
class House:
    """A facility an expert belongs to: does it receive people, how many at once, and when not?"""

    facility: int
    receives: bool = True
    largest_group: int = 4
    months_closed: frozenset[int] = frozenset()
    full_in: frozenset[int] = frozenset()  # years in which nobody more can come

    def is_open_on(self, day: date) -> bool:
        return day.month not in self.months_closed and day.year not in self.full_in


@dataclass(frozen=True)
class RequestFacts:
    """One request. Slugs are those of the vocabularies, countries are ISO codes."""

    id: int
    today: date
    kind: str = "study-visit"
    travels: str = "requester"  # requester, experts, nobody or either, the request's own choice already applied
    expert_hosts: bool = False  # the accepted expert's house receives the group
    topics: tuple[str, ...] = ()
    topic_groups: frozenset[str] = frozenset()
    text: Text = Text("")
    stage: str = ""
    country: str = ""
    region: str = ""  # in which the country lies
    legal_basis: str = ""
    legal_level: str = ""  # national, regional or city
    city_size: str = ""
    preferred_model: str = ""
    routes: frozenset[str] = frozenset()
    preferred_countries: frozenset[str] = frozenset()
    not_countries: frozenset[str] = frozenset()
    languages: Mapping[str, str] = field(default_factory=dict)  # code -> basic, working or fluent
    interpreter: bool = False
    flexible: bool = True
    windows: tuple[Window, ...] = ()
    duration_days: int = 1
    group_size: int = 1
    outsiders: frozenset[str] = frozenset()
    wants_peer_expert: bool = False
    experts_needed: int = 1
    requester: int = 0  # the user who asks
    deputy: int = 0  # the user who stands in for them
    # Whom the requester does not want to be asked, in private: members and organisations.
    apart_members: frozenset[int] = frozenset()
    apart_organisations: frozenset[int] = frozenset()
    requester_countries: frozenset[str] = frozenset()
    requester_organisations: frozenset[int] = frozenset()
    former_organisations: frozenset[int] = frozenset()  # where the requester worked in the last three years


@dataclass(frozen=True)
class ExpertFacts:
    """One expert on the day the list is made. `id` is the member's, `user` the account's."""

    id: int
    user: int = 0
    is_active: bool = True
    is_listed: bool = True
    country: str = ""
    organisation: int | None = None
    kinds: frozenset[str] = frozenset()
    topics: Mapping[str, str] = field(default_factory=dict)  # slug -> done or know
    said: Mapping[str, str] = field(default_factory=dict)  # slug -> the expert's own few words
    languages: Mapping[str, str] = field(default_factory=dict)
    perspectives: frozenset[str] = frozenset()
    legal_bases: frozenset[str] = frozenset()
    legal_levels: frozenset[str] = frozenset()
    city_sizes: frozenset[str] = frozenset()
    legal_contexts: frozenset[str] = frozenset()  # countries whose law they know
    has_opened_a_room: bool = False
    opened_year: int | None = None
    room_models: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()  # on-site, remote; empty = both
    will_travel: bool = True
    travel_regions: frozenset[str] = frozenset()  # empty = anywhere
    audiences: frozenset[str] = frozenset()  # outsiders they accept
    group_max: int = 6
    notice_weeks: int = 4
    capacity_per_year: int = 4
    visits_this_year: int = 0
    open_invitations: int = 0  # other requests' invitations of the last seven days, still unanswered
    last_visit: date | None = None
    changes_year: int | None = None  # when somebody last told that a visit with them changed something at home
    paused_until: date | None = None
    blocked: tuple[Window, ...] = ()
    excluded_countries: frozenset[str] = frozenset()
    excluded_organisations: frozenset[int] = frozenset()
    conflicts: frozenset[int] = frozenset()  # named by themselves, and their employers of the last three years
    is_peer: bool = False  # the private, withdrawable word; never shown, never stored with a match
    houses: tuple[House, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def places_left(self) -> int:
        return max(0, self.capacity_per_year - self.visits_this_year)

    @property
    def brings_peer_view(self) -> bool:
        return self.is_peer or bool(self.perspectives & {"peer-worker", "service-user"})
