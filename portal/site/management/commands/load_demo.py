"""What does the demo start with? A small network with a past of three months; loaded once."""

import logging
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.models import User
from portal.site.demo.network import asked, houses, joining, paths, posts, record, said, shelf, stories, timeline
from portal.site.demo.network.members import People
from portal.site.demo.people import DOMAIN


class Command(BaseCommand):
    help = "Load the demo network: members as roles, houses, practices, and requests in every state (DEMO=1 only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo network is loaded with DEMO=1 only.")
        if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
            self.stdout.write("The demo network is there already.")
            return
        # Three months of jobs have nothing to say to whoever watches the load.
        logging.disable(logging.INFO)
        try:
            self.load_at_once()
        finally:
            logging.disable(logging.NOTSET)
        call_command("rebuild_search", stdout=self.stdout)

    def load_at_once(self) -> None:
        with transaction.atomic():
            self.load()
            # Everything that was to happen after a commit has been done on its own day; waking the worker for
            # each of some hundred steps would only keep it busy.
            connection.run_on_commit.clear()

    def load(self) -> None:
        people = People()
        timeline.stand_on(posts.FIRST - 10)
        people.load()
        houses.load(people)
        told = (
            part
            for floor in (posts, asked, stories, joining, paths, record, shelf, said)
            for part in floor.load(people)
        )
        timeline.live_through(told)
