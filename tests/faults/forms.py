"""Members who log in, browse and send forms, as a program: for each line with two numbers, so many members within so many
seconds. Prints for each page and form its name, the answer's status and how many seconds it took."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

PASSWORD = "a long pass phrase 77"
AT_ONCE = 3
# What one member opens and sends; the numbers of practice, own draft and own address are put in.
STEPS: list[tuple[str, str, dict[str, str] | None]] = [
    ("browse", "/home/", None),
    ("browse", "/practices/", None),
    ("browse", "/search/?q=booth", None),
    ("answer", "/talk/practice/{practice}/answer/", {"body": "We have two of them and it works."}),
    ("ask for a visit", "/visits/{draft}/submit/", {}),
    ("message", "/visits/{draft}/message/", {"body": "Is there anything we should add?"}),
    ("browse", "/visits/{draft}/", None),
    ("preferences", "/me/notifications/", {"how": "mail", "recognition_word": "amber kettle"}),
]
AT_THE_DOOR: list[tuple[str, str, dict[str, str]]] = [
    ("sign up", "/accounts/signup/", {"email": "new.{email}", "password1": PASSWORD}),
    ("code", "/accounts/login/code/", {"email": "{email}"}),
    ("reset", "/accounts/password/reset/", {"email": "{email}"}),
]


def come(members: "subprocess.Popen[str]", count: int, seconds: float) -> dict[str, Any]:
    """Let so many members come to the pages; return what was answered."""
    members.stdin.write(f"{count} {seconds}\n")
    members.stdin.flush()
    found: dict[str, Any] = json.loads(members.stdout.readline())
    return found


def cast(count: int, password: str) -> list[dict[str, Any]]:
    """Make so many members, each with a draft that can be sent."""
    from allauth.account.models import EmailAddress

    from tests import makers

    practice = makers.practice(author=makers.expert().user)
    found = []
    for _ in range(count):
        user = makers.user(password=None)
        user.password = password
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        draft = makers.visit_request(requester=makers.member(user=user).user)
        found.append({"email": user.email, "draft": draft.pk, "practice": practice.pk})
    return found


def one_member(number: int, person: dict[str, Any], begins: float) -> list[tuple[str, int, float]]:
    """Walk from the door to the last form; each member has an address of their own, as the limits count by it."""
    from django.db import connections
    from django.test import Client

    time.sleep(max(0.0, begins - time.monotonic()))
    address = {"REMOTE_ADDR": f"10.1.{number // 250}.{number % 250 + 1}"}
    member, anybody = (Client(raise_request_exception=False, **address) for _ in range(2))
    answers = []

    def ask(name: str, call: Callable[..., Any], path: str, *fields: dict[str, str]) -> None:
        filled = [{key: value.format(**person) for key, value in given.items()} for given in fields]
        began = time.monotonic()
        answer = call(path.format(**person), *filled)
        answers.append((name, answer.status_code, round(time.monotonic() - began, 3)))

    for name, path, fields in AT_THE_DOOR:
        ask(name, anybody.post, path, fields)
        anybody.cookies.clear()
    ask("log in", member.post, "/accounts/login/", {"login": "{email}", "password": PASSWORD})
    for name, path, given in STEPS:
        if given is None:
            ask(name, member.get, path)
        else:
            ask(name, member.post, path, given)
    connections.close_all()
    return answers


def guess_passwords(person: dict[str, Any]) -> int:
    """Return the status that the right password gets after six wrong ones: 302 would mean that nobody counts."""
    from django.test import Client

    guesser = Client(REMOTE_ADDR="10.2.0.1")
    for number in range(6):
        guesser.post("/accounts/login/", {"login": person["email"], "password": f"wrong {number}"})
    return guesser.post("/accounts/login/", {"login": person["email"], "password": PASSWORD}).status_code


def go(count: int, seconds: float) -> dict[str, Any]:
    from django.contrib.auth.hashers import make_password

    people = cast(count, make_password(PASSWORD))
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        walks = [
            pool.submit(one_member, number, person, began + seconds * number / count)
            for number, person in enumerate(people)
        ]
        answers = [answer for walk in walks for answer in walk.result()]
    guessed = guess_passwords(people[0])
    time.sleep(1)  # the poke has its own thread: let it meet the broker
    return {"answers": answers, "right_password_after_six_wrong": guessed}


if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    from tests import makers

    settings.ALLOWED_HOSTS = ["testserver"]
    makers.coordinator()
    for line in sys.stdin:
        how_many, within = line.split()
        sys.stdout.write(json.dumps(go(int(how_many), float(within))) + "\n")
        sys.stdout.flush()
