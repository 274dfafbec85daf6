"""Tells Django that this room exists."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "portal.uploads"
    label = "uploads"

    def ready(self) -> None:
        from portal.uploads import providers

        providers.register()
