"""People at their forms, as a program: prints for each form the answer's status and how many seconds it took."""

import json
import sys
import time

import django

SIGNED_UP = "new.person@example.org"


def press_all() -> list[tuple[str, int, float]]:
    """Send each kind of form that tells somebody something, or that starts work in the background."""
    from django.test import Client

    from tests import makers

    makers.coordinator()
    expert = makers.expert()
    asking = makers.member()
    draft = makers.visit_request(requester=asking.user)
    practice = makers.practice(author=expert.user)
    member, anybody = Client(), Client()
    member.force_login(asking.user, backend="django.contrib.auth.backends.ModelBackend")
    forms = [
        ("sign up", anybody, "/accounts/signup/", {"email": SIGNED_UP, "password1": "a long pass phrase 77"}),
        ("code", Client(), "/accounts/login/code/", {"email": expert.user.email}),
        ("reset", Client(), "/accounts/password/reset/", {"email": asking.user.email}),
        ("answer", member, f"/practices/{practice.pk}/answer/", {"body": "We have two of them and it works."}),
        ("ask for a visit", member, f"/visits/{draft.pk}/submit/", {}),
        ("message", member, f"/visits/{draft.pk}/message/", {"body": "Is there anything we should add?"}),
        ("preferences", member, "/me/notifications/", {"how": "mail", "recognition_word": "amber kettle"}),
    ]
    answers = []
    for name, browser, path, fields in forms:
        began = time.monotonic()
        answer = browser.post(path, fields)
        answers.append((name, answer.status_code, round(time.monotonic() - began, 2)))
    return answers


if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    answers = press_all()
    time.sleep(1.0)  # the poke has its own thread: let it meet the broker
    sys.stdout.write(json.dumps(answers))
