"""What does somebody need to know who just started the portal? The address, and how to get in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print the address and how to log in."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"\n  The portal is ready:  {settings.SITE_URL}\n")
        self.stdout.write("  Ctrl-C ends it.\n")
        self.stdout.flush()
