"""Sends what is due without Celery: the fallback for a day on which Redis or the workers are gone."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from portal.delivery import dispatch

SECONDS_BETWEEN_ROUNDS = 2.0


class Command(BaseCommand):
    help = "Send the mails that are due, once or until stopped; safe beside running workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group(required=True)
        how.add_argument("--once", action="store_true", help="one round, then end")
        how.add_argument("--loop", action="store_true", help="round after round until stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if options["loop"]:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        while True:
            self.round()
            if options["once"] or stop.wait(SECONDS_BETWEEN_ROUNDS):
                return

    def round(self) -> None:
        try:
            tally = dispatch.run()
            dispatch.beat("dispatch")
        except DatabaseError as error:
            self.stderr.write(f"delivery.database code={type(error).__name__}")
            close_old_connections()
            return
        if tally:
            self.stdout.write(" ".join(f"{state}={count}" for state, count in sorted(tally.items())))
