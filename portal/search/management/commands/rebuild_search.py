"""How is the index made anew? `manage.py rebuild_search [kind ...]`; running it twice changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search import index
from portal.search.registry import kinds


class Command(BaseCommand):
    help = "Make the search index anew from what the portal holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="only these kinds; all of them when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = options["kinds"] or list(kinds())
        if unknown := sorted(set(wanted) - set(kinds())):
            raise CommandError(f"Unknown kind: {', '.join(unknown)}. Known: {', '.join(kinds())}.")
        for name in wanted:
            self.stdout.write(f"{name}: {index.rebuild(name)[name]} entries")
