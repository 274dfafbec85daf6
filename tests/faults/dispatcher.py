"""The dispatcher as a program that can be killed: `fill N` writes rows, `work` sends them, in a child forked anew
whenever it dies, so that twenty kills do not cost twenty starts."""

import itertools
import json
import os
import sys
import time

import django
from django.conf import settings


def fill(count: int) -> None:
    """Write rows for as many people; print key, address and kind of each."""
    from django.db import transaction

    from portal.delivery.models import Delivery
    from tests.portal import notices

    kinds = itertools.cycle([notices.MUST, notices.ASKS, notices.ASKS, notices.MUST, notices.NEWS])
    with transaction.atomic():
        for _ in range(count):
            notices.delivery(next(kinds))
    rows = Delivery.objects.values_list("key", "notice__recipient__email", "notice__kind")
    sys.stdout.write(json.dumps(list(rows)))


def work() -> None:
    from portal.delivery import dispatch
    from tests.portal import notices

    notices.register()
    settings.EMAIL_TIMEOUT = 2
    while True:
        child = os.fork()
        if child == 0:
            while True:
                dispatch.run()
                time.sleep(0.05)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[2])) if sys.argv[1] == "fill" else work()
