"""How does a house of a test get to work? By the commands of `make run`: web, workers, schedule; with Redis if it is there."""

import subprocess
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.test import override_settings

from portal import run
from tests import real_services
from tests.faults.house import REDIS, House, free_port, start_redis, wait_for

QUICK = "tests.faults.quick"


def open_demo(open_house: Callable[..., House], **switches: Any) -> House:
    """Open an empty house with DEMO; its queue is a Redis of its own where the test run has one, else a folder."""
    if not (real_services.redis_url() and REDIS):
        return open_house(DEMO=1, **switches)
    port = free_port()
    house = open_house(DEMO=1, REDIS_URL=f"redis://127.0.0.1:{port}/0", **switches)
    start_redis(house, port)
    return house


def start(house: House, *names: str, celery: str = "portal") -> None:
    """Start the named parts of what `make run` starts there; `celery` is the module of its Celery application."""
    port = int(house.environment.get("PORT", 0))
    with override_settings(DATA_DIR=house.folder, PORT=port, REDIS_URL=house.environment.get("REDIS_URL", "")):
        parts = run.parts()
    for part in parts:
        if part.name in names:
            command = [celery if before == "-A" else word for before, word in pairwise(["", *part.command])]
            house.start(*command, stderr=subprocess.DEVNULL)


def start_web(house: House) -> str:
    """Start the web and return its address once the first page is there."""
    start(house, "web")
    port = int(house.environment["PORT"])
    wait_for(lambda: run.first_page(port), 60, "the first page")
    return f"http://localhost:{port}"
