"""What does each kind of request mean? Who travels, whose house, who learns, who signs off, how long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One row of the table of kinds.

    `travels`: "requester", "experts", "nobody" or "either" (then the request says).
    `host`: "facility" (the expert's house or one the coordinator picks), "own" (the requester's), "none",
    or "choice" (then the request says). `learner` writes the report: "requester" or "experts".
    `signs_off`: "host", "expert" or "requester". `days` is the largest number of days or calls.
    """

    slug: str
    travels: str
    host: str
    learner: str
    signs_off: str
    days: int
    unit: str  # "days" or "calls"
    usual_days: int
    max_group: int = 10


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("study-visit", "requester", "facility", "requester", "host", 3, "days", 2),
        Kind("on-site-training", "experts", "own", "requester", "expert", 3, "days", 2),
        Kind("remote-advice", "nobody", "none", "requester", "expert", 3, "calls", 1),
        Kind("implementation", "either", "choice", "requester", "expert", 5, "calls", 3),
        Kind("job-shadowing", "requester", "facility", "requester", "host", 10, "days", 3, max_group=2),
        Kind("peer-review", "experts", "own", "experts", "requester", 3, "days", 2),
    )
}


def travellers(kind: str, choice: str) -> str:
    """Return who travels: "requester" (people of theirs), "experts" or "nobody".

    `choice` is what the request says where its kind leaves it open; "" while it has not been said.
    """
    found = KINDS[kind].travels
    return choice if found == "either" else found
