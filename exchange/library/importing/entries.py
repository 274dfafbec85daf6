"""What does a reader of a format hand on? Entries with their place in the file, and places where nothing could be read."""

from dataclasses import dataclass, field

# One field, with what @string put into it, is never longer: what is longer is no title, and no name.
MOST_SIGNS = 20_000
MOST_NAMES = 60


@dataclass(frozen=True)
class Entry:
    """`fields` are those of `rows.ReferenceRow`, as text."""

    number: int
    line: int
    key: str
    fields: dict[str, object]


@dataclass(frozen=True)
class Broken:
    """A place in the file where no entry could be read."""

    line: int
    key: str
    text: str


@dataclass
class Found:
    entries: list[Entry] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


class TooLong(ValueError):
    """A field is longer than any text about a publication."""
