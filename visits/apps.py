"""Tells Django that this room exists."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"

    def ready(self) -> None:
        from visits import providers

        providers.register()
