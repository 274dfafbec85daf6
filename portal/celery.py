"""Where does work in the background start?"""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_ready

from portal import background, folder_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

folder_broker.register()
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def load_schedule(sender: Celery, **kwargs: object) -> None:
    from portal.schedule import SCHEDULE

    sender.conf.beat_schedule = SCHEDULE


@worker_process_init.connect
def child_is_there(**kwargs: object) -> None:
    """Each process of a pool has a memory of its own."""
    background.get_ready_beside()


@worker_ready.connect
def worker_is_there(sender: Any, **kwargs: object) -> None:
    """A pool of threads has one memory, and no child that says that it is there."""
    if type(sender.pool).__module__.endswith(".thread"):
        background.get_ready_beside()
