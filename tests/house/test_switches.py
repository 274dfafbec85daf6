"""Does whoever operates the portal find every switch? What settings read stands in .env.example, and the other way."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE_ALONE = {"SITE_HOST", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}


def switches_read() -> set[str]:
    text = (ROOT / "portal" / "settings.py").read_text()
    return set(re.findall(r'\benv(?:bool|int)?\(\s*"([A-Z_]+)"', text))


def switches_listed() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_every_switch_is_in_the_example():
    assert switches_read() - switches_listed() == set()


def test_the_example_lists_no_switch_that_nobody_reads():
    assert switches_listed() - switches_read() == COMPOSE_ALONE


def test_the_containers_stay_within_two_gigabytes():
    limits = re.findall(r"mem_limit: (\d+)m", (ROOT / "docker-compose.yml").read_text())
    prepare_ends_before_the_others_start = 384
    assert sum(map(int, limits)) - prepare_ends_before_the_others_start <= 2048


def test_connections_to_the_database_last_and_are_looked_at_before_use():
    kept = settings.DATABASES["default"]
    assert kept["CONN_MAX_AGE"] == 600
    assert kept["CONN_HEALTH_CHECKS"] is True
