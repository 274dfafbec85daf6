"""Tells Django that this room exists."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "portal.delivery"
    label = "delivery"

    def ready(self) -> None:
        from portal.delivery import providers

        providers.register()
