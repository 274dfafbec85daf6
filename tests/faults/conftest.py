"""Where do fault tests get their houses and their Redis? One house is made with all tables; the others are copies."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.house import REDIS, House, free_port


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("migrated"))
    yield made
    made.close()


@pytest.fixture
def open_house(migrated: House, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """open_house(EMAIL_PORT=25): a house of its own with these switches; at the end all that it started is ended."""
    made: list[House] = []

    def open_it(**switches: Any) -> House:
        made.append(House(tmp_path / f"house{len(made)}", like=migrated, LOG_LEVEL="ERROR", **switches))
        return made[-1]

    yield open_it
    for house in made:
        house.close()


@pytest.fixture
def redis_port() -> int:
    """A free port for a Redis of the test's own."""
    if not REDIS:
        pytest.skip("did without Redis: there is no redis-server on this machine")
    return free_port()
