"""How does the first administrator come in? Prints a link that works once, for a day."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.actions.setup import make_setup_link
from portal.moves import MoveRefused


class Command(BaseCommand):
    help = "Print a one-time link for the first administrator (24 hours; only while there is none)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token = make_setup_link()
        except MoveRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(settings.SITE_URL + reverse("accounts:setup_admin", args=[token]))
