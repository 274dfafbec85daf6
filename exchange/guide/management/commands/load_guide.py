"""How do the shipped steps get in? `manage.py load_guide [folder]`; twice is as good as once, edits are kept."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.guide import loading


class Command(BaseCommand):
    help = "Load steps.json (default: the shipped one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=loading.SHIPPED, help="a folder, or a .json file")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["folder"]
        path = path / "steps.json" if path.is_dir() else path
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            done = loading.load(path)
        except (ValueError, TypeError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if options["verbosity"]:
            self.stdout.write(
                f"steps: {done.new} new, {done.changed} changed, {done.same} as before, {done.left} left as edited"
            )
