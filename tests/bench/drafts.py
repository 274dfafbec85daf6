"""Members of the demo with a draft each that can be sent, and a coordinator, as a program: prints who is logged in with
which session."""

import json
import sys
from typing import Any

import django


def session_of(user: Any) -> str:
    from django.test import Client

    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return str(browser.cookies["sessionid"].value)


def made(count: int) -> dict[str, Any]:
    from accounts.models import Coordinator
    from tests import makers

    coordinator = Coordinator.objects.filter(is_active=True).order_by("pk").first() or makers.coordinator()
    drafts = [makers.visit_request(requester=makers.member(country="IE").user) for _ in range(count)]
    return {
        "coordinator": session_of(coordinator.user),
        "drafts": [[draft.pk, session_of(draft.requester)] for draft in drafts],
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(made(int(sys.argv[1]))))
