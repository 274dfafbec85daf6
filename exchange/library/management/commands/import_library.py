"""Load references from a folder with literature.bib: all is checked first, twice is as good as once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.library import shipped
from portal.search import index

SHIPPED = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Check and load literature.bib (default: the shipped one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED, help="a folder, or a .bib file")
        parser.add_argument(
            "--skip-broken", action="store_true", help="load the sound entries although others are broken"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["folder"]
        path = path / "literature.bib" if path.is_dir() else path
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        data = shipped.read_bib(path)
        for problem in data.problems:
            self.stderr.write(str(problem))
        if data.problems and not options["skip_broken"]:
            raise CommandError(
                f"{len(data.problems)} broken entries, nothing was loaded. Repair them, or load the rest with --skip-broken."
            )
        done = shipped.load(data)
        index.rebuild("reference")
        if options["verbosity"]:
            self._report(done)

    def _report(self, done: shipped.Loaded) -> None:
        self.stdout.write(f"references: {done.new} new, {done.changed} changed, {done.same} as before")
        for key in done.left:
            self.stdout.write(f"  left as a person corrected it: {key}")
