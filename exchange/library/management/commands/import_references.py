"""Take in the references of a BibTeX or RIS file: broken entries are named and left out, what is known stays as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.library.actions import imports
from exchange.library.models import ImportRow, ReferenceImport
from portal.moves import MoveRefused


class Command(BaseCommand):
    help = "Take in the references of a BibTeX (.bib) or RIS (.ris) file. The same file again adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a .bib or .ris file, in any encoding; 10 MB and 20,000 entries at most"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument(
            "--checked",
            action="store_true",
            help="somebody has seen these titles: list them openly (without it members see them as unchecked)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            imports.refuse_too_long(path.stat().st_size)
            one = imports.begin_import(None, path.name, path.read_bytes())
        except MoveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        imports.work_on(one.pk, self._say("read"))
        one.refresh_from_db()
        if one.state == ReferenceImport.State.FAILED:
            raise CommandError(one.reason)
        for row in one.rows.filter(state=ImportRow.State.BAD).order_by("line"):
            self.stderr.write(f"{path.name}, line {row.line}{f' ({row.key})' if row.key else ''}: {row.problem}")
        if options["dry_run"]:
            self._report(one, "would be new")
            imports.discard_import(None, one)
            return
        imports.confirm_import(None, one, opens=options["checked"])
        imports.work_on(one.pk, self._say("taken in"))
        one.refresh_from_db()
        self._report(one, "new")

    def _say(self, what: str) -> imports.Say:
        def say(done: int, of: int) -> None:
            self.stderr.write(f"{what}: {done} of {of}", ending="\r" if done < of else "\n")

        return say

    def _report(self, one: ReferenceImport, new: str) -> None:
        found = imports.counts(one)
        self.stdout.write(
            f"references: {found['new'] + found['added']} {new}, {found['known']} here already, {found['bad']} cannot be read"
        )
