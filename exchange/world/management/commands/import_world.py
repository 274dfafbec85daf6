"""Load countries, facilities, figures and sources from a folder: all is checked first, twice is as good as once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.world.importing import loading, reading
from exchange.world.importing.progress import Progress
from portal.search import index

SHIPPED = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Check and load countries.json, facilities.json, global_figures.json and sources.json (default: the shipped data)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--skip-broken", action="store_true", help="load the sound rows although others are broken")
        parser.add_argument("--check", action="store_true", help="only say what is broken; load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"].is_dir():
            raise CommandError(f"There is no folder {options['folder']}.")
        progress = Progress(self.stderr)
        progress.step("reading the files")
        data = reading.read_folder(options["folder"])
        progress.clear()
        for problem in data.problems:
            self.stderr.write(str(problem))
        if data.problems and not options["skip_broken"]:
            raise CommandError(
                f"{len(data.problems)} broken rows, nothing was loaded. Repair them, or load the rest with --skip-broken."
            )
        if options["check"]:
            self.stdout.write("Everything can be loaded." if not data.problems else "The rest can be loaded.")
            return
        done = loading.load(data, progress.step)
        for kind in ("country", "facility"):
            progress.step(f"search, {kind}")
            index.rebuild(kind)
        progress.clear()
        if options["verbosity"]:
            self._report(done)

    def _report(self, done: dict[str, loading.Loaded]) -> None:
        for kind, rows in done.items():
            self.stdout.write(f"{kind}: {rows.new} new, {rows.changed} changed, {rows.same} as before")
            for key in rows.left:
                self.stdout.write(f"  left as a person corrected it, and suggested: {key}")
            if rows.waits:
                self.stdout.write(f"  left as persons corrected them, with nothing new to suggest: {rows.waits}")
