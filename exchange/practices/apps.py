"""Tells Django that this room exists."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "exchange.practices"
    label = "practices"

    def ready(self) -> None:
        from exchange.practices import providers

        providers.register()
