"""How do the shipped answers to what people ask get in? `manage.py load_claims [folder]`; twice is as good as once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.guide import claim_loading


class Command(BaseCommand):
    help = "Load claims.json (default: the shipped one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        help_text = "a folder, or a .json file"
        parser.add_argument("folder", nargs="?", type=Path, default=claim_loading.SHIPPED, help=help_text)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["folder"]
        path = path / "claims.json" if path.is_dir() else path
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            done = claim_loading.load(path)
        except (ValueError, TypeError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"claims: {done.new} new, {done.changed} changed, {done.same} as before")
            for slug in done.left:
                self.stdout.write(f"  left as a person corrected it: {slug}")
