"""Tells Django that this room exists."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "exchange.library"
    label = "library"

    def ready(self) -> None:
        from exchange.library import providers

        providers.register()
