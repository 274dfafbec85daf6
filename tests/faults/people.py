"""People whose doings make mail, N in all, as a program: whenever the outbox is nearly empty, ten more do something.

Each fifth person gets a decision, a question, a code, a question, and news that nobody waits for. The house is told after
each commit, as by any form.
"""

import sys
import time
from datetime import timedelta

KINDS = ("accounts.member_reinstated", "accounts.application_submitted", "a code", "accounts.application_submitted")
NEWS = "accounts.application_withdrawn"
AT_ONCE = 10


def address(number: int) -> str:
    return f"person{number}@example.org"


def gets(number: int) -> str:
    """Return the kind of mail that this person gets."""
    return (*KINDS, NEWS)[number % 5]


def do_things(count: int) -> None:
    from portal.delivery import leases
    from tests import makers

    application = makers.application()
    done = 0
    while done < count:
        if leases.due().count() >= AT_ONCE:
            time.sleep(0.02)
            continue
        numbers = range(done, min(done + AT_ONCE, count))
        for number in numbers:
            one_mail(number, application.pk)
        done = numbers.stop
    time.sleep(1)  # the last poke has its own thread


def one_mail(number: int, application_id: int) -> None:
    from django.db import transaction

    from accounts.models import Coordinator, User
    from portal import clock
    from portal.delivery import outbox

    kind = gets(number)
    with transaction.atomic():
        if kind == "a code":
            end = clock.now() + timedelta(hours=1)
            outbox.post_sealed(to=address(number), subject="Your code", text="ABC123", expires_at=end)
            return
        user = User.objects.create(email=address(number), password="!")
        Coordinator.objects.create(user=user)
        outbox.notify(kind, f"test:{number}", [user], {"application": application_id})


if __name__ == "__main__":
    import django

    django.setup()
    do_things(int(sys.argv[1]))
