"""What is the network's health counted from? Requests, what happened to them, who was asked, who could be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Period:
    """From a moment up to another, which no longer counts; None is open. `slug` stands in addresses and files."""

    slug: str
    start: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime | None) -> bool:
        return at is not None and (self.start is None or at >= self.start) and (self.end is None or at < self.end)


@dataclass(frozen=True)
class Asked:
    """One request that was handed in. `fitted` is None while nobody has looked who fits."""

    pk: int
    kind: str
    country: str
    state: str
    topics: frozenset[str] = frozenset()
    fitted: bool | None = None


@dataclass(frozen=True)
class Question:
    """One expert who was asked about one request. `is_peer` holds today: a consent that was taken back is none."""

    pk: int
    request: int
    expert: int
    country: str
    accepted: bool = False
    is_peer: bool = False


@dataclass(frozen=True)
class Happening:
    """Something went from one state into another, as the trail keeps it."""

    pk: int
    at: datetime
    before: str
    after: str


@dataclass(frozen=True)
class Facts:
    """All that the figures are counted from; `moves` and `answers` are in the order in which they happened."""

    requests: Mapping[int, Asked] = field(default_factory=dict)
    moves: Sequence[Happening] = ()  # of requests
    questions: Mapping[int, Question] = field(default_factory=dict)
    answers: Sequence[Happening] = ()  # of questions
    # expert id → topics they have done themselves, and topics they know
    done: Mapping[int, frozenset[str]] = field(default_factory=dict)
    known: Mapping[int, frozenset[str]] = field(default_factory=dict)
