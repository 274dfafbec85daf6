"""How far is an import? One line that is written over, on a terminal only."""

from django.core.management.base import OutputWrapper

STEPS = 8
WIDTH = 24


class Progress:
    def __init__(self, stream: OutputWrapper) -> None:
        self.stream, self.done, self.is_shown = stream, 0, stream.isatty()

    def step(self, what: str) -> None:
        """Say what comes next."""
        if self.is_shown:
            bar = "#" * (WIDTH * self.done // STEPS)
            self.stream.write(f"\r[{bar:<{WIDTH}}] {self.done} of {STEPS}: {what:<22}", ending="")
            self.stream.flush()
        self.done += 1

    def clear(self) -> None:
        if self.is_shown:
            self.stream.write("\r" + " " * (WIDTH + 40) + "\r", ending="")
            self.stream.flush()
