"""Where does work in the background start?"""

import os

from celery import Celery

from portal import folder_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

folder_broker.register()
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def load_schedule(sender: Celery, **kwargs: object) -> None:
    from portal.schedule import SCHEDULE

    sender.conf.beat_schedule = SCHEDULE
