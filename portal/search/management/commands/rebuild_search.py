"""How is the index made anew? `manage.py rebuild_search [kind ...]`; the house may run, and twice changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search import index, marking
from portal.search.registry import kinds


class Command(BaseCommand):
    help = "Make the search index anew from what the portal holds; says how far it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="only these kinds; all of them when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["kinds"] or list(kinds())
        if unknown := sorted(set(wanted) - set(kinds())):
            raise CommandError(f"Unknown kind: {', '.join(unknown)}. Known: {', '.join(kinds())}.")
        done = {name: index.rebuild(name, self._say)[name] for name in options["kinds"]} or index.rebuild(say=self._say)
        for name, count in done.items():
            self.stdout.write(f"{name}: {count} entries")
        if not options["kinds"]:
            for sentence in marking.tidy_up():
                self.stderr.write(sentence)

    def _say(self, name: str, done: int, of: int) -> None:
        if done < of:
            self.stdout.write(f"{name}: {done} of {of} ...")
            self.stdout.flush()
