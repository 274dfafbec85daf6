"""Who wrote it? The one line that we keep, as names: people with family and given name, and bodies."""

from dataclasses import dataclass

OTHERS = "others"
# "Medical Society, Task Force on Opioid Therapy and Physician Communication" is nobody's given name.
MOST_GIVEN = 4


@dataclass(frozen=True)
class Name:
    """A body has its whole name as `family`."""

    family: str
    given: str = ""


def names_of(authors: str) -> tuple[list[Name], bool]:
    """Return the names, and whether there are others."""
    told = [part.strip() for part in authors.split(";") if part.strip()]
    return [_name(part) for part in told if part != OTHERS], OTHERS in told


def _name(text: str) -> Name:
    family, _comma, given = (part.strip() for part in text.partition(","))
    words = given.split()
    is_body = not words or len(words) > MOST_GIVEN or family.split()[-1:][0][:1].islower() or words[0][:1].islower()
    return Name(text) if is_body else Name(family, given)
