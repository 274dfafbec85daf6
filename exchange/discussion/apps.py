"""Tells Django that this room exists."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "exchange.discussion"
    label = "discussion"

    def ready(self) -> None:
        from exchange.discussion import providers

        providers.register()
