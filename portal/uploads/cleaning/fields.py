"""What would the fields of a Word document do when they are opened? Their words may be spread over many elements."""

import re

from portal.uploads.cleaning.verdict import Refused

# What fetches something from elsewhere or starts another program.
ACTIVE = frozenset(["DDE", "DDEAUTO", "LINK", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "DATABASE", "RD"])
COMMAND = re.compile(r"\s*[\"“]?([A-Za-z]+)")


def check(words: str) -> None:
    """Refuse an instruction whose command is active. Addresses and words behind it do not matter."""
    found = COMMAND.match(words)
    if found and found.group(1).upper() in ACTIVE:
        raise Refused("fetches")


class Fields:
    """The fields that are open at one place of the text, the innermost last."""

    def __init__(self) -> None:
        self.open: list[list[str]] = []
        self.loose: list[str] = []

    def begin(self) -> None:
        # A command that another field has yet to spell out is a trick that no editor makes.
        if self.open and not re.match(r"\s*\S+\s", "".join(self.open[-1])):
            raise Refused("fetches")
        self.open.append([])

    def instruct(self, words: str) -> None:
        (self.open[-1] if self.open else self.loose).append(words)

    def separate(self) -> None:
        """The command is complete; what follows is what it shows."""
        if self.open:
            self.open[-1].append(" ")

    def end(self) -> None:
        if self.open:
            check("".join(self.open.pop()))

    def close(self) -> None:
        """What was never ended counts too."""
        while self.open:
            self.end()
        check("".join(self.loose))
