"""Tells Django that this room exists."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "exchange.guide"
    label = "guide"

    def ready(self) -> None:
        from exchange.guide import providers

        providers.register()
