"""Tells Django that this room exists."""

from celery.signals import task_prerun
from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "portal.site"
    label = "site"

    def ready(self) -> None:
        from portal.site import providers

        providers.register()
        if settings.DEMO:
            # Not a signal of the domain: the only way to set the clock before each task, whoever wrote it.
            from portal.site.demo import clock

            task_prerun.connect(clock.read_before_task, dispatch_uid="demo-clock")
