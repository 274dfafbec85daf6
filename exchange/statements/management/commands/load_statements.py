"""Load the statements of a folder (default: the shipped ones): all is checked first, twice is as good as once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import ValidationError

from exchange.statements import loading

SHIPPED = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Check and load statements.json (default: the shipped one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["folder"] / loading.FILE).is_file():
            raise CommandError(f"There is no {loading.FILE} in {options['folder']}.")
        try:
            rows = loading.read(options["folder"])
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        done = loading.load(rows)
        if options["verbosity"]:
            self.stdout.write(f"statements: {done.new} new, {done.changed} changed, {done.same} as before")
            for key in done.left:
                self.stdout.write(f"  left as a person corrected it: {key}")
