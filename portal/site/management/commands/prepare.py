"""Is everything there that the portal needs to run? Makes tables, cache, catalogues and loads what is shipped."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.site import shipped
from portal.site.messages import catalogues


class Command(BaseCommand):
    help = "Bring tables, catalogues and shipped data up to date; quick when nothing is to be done."

    def handle(self, *args: Any, **options: Any) -> None:
        if compiled := catalogues.compile_all(settings.LOCALE_PATHS[0]):
            self.stdout.write(f"Compiling the words of {compiled} languages ...")
        self.migrate()
        shipped.load_what_is_due(self.stdout.write)

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the tables ...")
            self.stdout.flush()
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
