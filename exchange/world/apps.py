"""Tells Django that this room exists."""

from django.apps import AppConfig


class WorldConfig(AppConfig):
    name = "exchange.world"
    label = "world"

    def ready(self) -> None:
        from exchange.world import providers

        providers.register()
