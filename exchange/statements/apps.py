"""Tells Django that this room exists."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "exchange.statements"
    label = "statements"

    def ready(self) -> None:
        from exchange.statements import providers

        providers.register()
