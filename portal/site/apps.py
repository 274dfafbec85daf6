"""Tells Django that this room exists."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"

    def ready(self) -> None:
        from portal.site import providers

        providers.register()
