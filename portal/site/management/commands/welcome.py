"""What does somebody need to know who just started the portal? The address, and how to get in."""

import contextlib
import io
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from portal.site.demo import people

LOG_INS = ("coordinator-office", "coordinator-north", "social-worker-malmo", "manager-amsterdam", "nurse-lisbon")


class Command(BaseCommand):
    help = "Print the address and how to log in."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"\n  The portal is ready:  {settings.SITE_URL}\n\n")
        if settings.DEMO:
            self.say_demo()
        else:
            self.say_administrator()
        self.stdout.write("  Ctrl-C ends it.\n\n")
        self.stdout.flush()

    def say_demo(self) -> None:
        self.stdout.write("  This is a demo. The bar at the top lets you be anybody and lets days pass.")
        self.stdout.write(f"  To log in by hand: password {people.PASSWORD}, for everybody; for example")
        for user in people.everybody().filter(email__in=[f"{key}@{people.DOMAIN}" for key in LOG_INS]):
            self.stdout.write(f"    {user.email:<40} {people.name_of(user)}")
        self.stdout.write(f"  Mail that was sent:   {settings.SITE_URL}/demo/mail/   (newest code: make code)\n")

    def say_administrator(self) -> None:
        """Print the one-time link of the first administrator, as long as there is none."""
        link = io.StringIO()
        with contextlib.suppress(CommandError):
            call_command("make_admin_link", stdout=link)
        if link.getvalue():
            self.stdout.write(f"  Make the first administrator (works once, for a day):\n    {link.getvalue().strip()}")
        if not settings.EMAIL_HOST:
            self.stdout.write("  No mail server is set: codes and news are printed in this terminal.")
