"""Are all strings collected for translation? Collects, checks and compiles, with Babel alone."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.messages import catalogues, extraction


class Command(BaseCommand):
    help = "Collect all strings into locale/django.pot, update each language's django.po, and compile."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the catalogues are up to date")
        parser.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.LOCALE_PATHS[0]
        if options["check"]:
            if problems := list(catalogues.missing(folder, extraction.template_catalogue())):
                raise CommandError("Run `make messages`:\n" + "\n".join(problems))
            return
        if not options["compile"]:
            catalogues.update(folder, extraction.template_catalogue())
        self.stdout.write(f"{catalogues.compile_all(folder)} catalogues compiled")
