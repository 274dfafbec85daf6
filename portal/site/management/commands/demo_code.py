"""Which one-time code was sent last? So that the demo needs no second window for its mail."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.site.demo import letters


class Command(BaseCommand):
    help = "Print the newest one-time code that was mailed (demo only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Codes are printed here in the demo only; with DEMO=0 the terminal of `make run` has them."
            )
        found = letters.newest_code()
        if found is None:
            raise CommandError("No code was sent yet. Ask for one on the log-in page.")
        self.stdout.write(f"{found[1]}   (sent to {found[0]})")
