"""How does a small network accept its first members? The server's keeper stands in for the second person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.admission import accept_by_command
from accounts.models import MembershipApplication, User
from portal.moves import MoveRefused


class Command(BaseCommand):
    help = "Accept an application while there are fewer than three coordinators. It is written into the trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("application", type=int, metavar="ID")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the coordinator who has read it")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        application = MembershipApplication.objects.filter(pk=options["application"]).first()
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if application is None:
            raise CommandError("There is no application with this number.")
        if by is None:
            raise CommandError("Nobody has signed up with this e-mail.")
        try:
            member = accept_by_command(application, by, options["reason"])
        except MoveRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Accepted: member {member.pk}.")
