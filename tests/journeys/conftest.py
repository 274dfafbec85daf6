"""How does a browser walk? A real Chromium against a real server; each person has a window of their own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

# Playwright keeps an event loop in this thread; Django would refuse the test's own rows because of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Milliseconds that a busy machine may take for one step.
PATIENCE = 15_000
COUNTS_PRESSES = """addEventListener("pointerdown", () =>
    sessionStorage.setItem("presses", Number(sessionStorage.getItem("presses")) + 1))"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def letterbox(live_server: Any, settings: Any, tmp_path: Path) -> None:
    """Mails lie in a folder of this journey's own, and their links lead to its server."""
    settings.EMAIL_BACKEND = "portal.delivery.letterbox.LetterboxBackend"
    settings.LETTERBOX_DIR = tmp_path / "letterbox"
    settings.SITE_URL = live_server.url


@pytest.fixture
def window_of(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """window_of(person, width=390, scripts=False): a page in which that person is logged in.

    No page of a journey may break, on the server or in the browser, or ask for what its policy forbids.
    """
    opened, troubles = [], []

    def open_window(person: Any = None, *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        opened.append(context)
        if person is not None:
            client = Client()
            client.force_login(getattr(person, "user", person), backend="django.contrib.auth.backends.ModelBackend")
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        context.set_default_timeout(PATIENCE)
        context.add_init_script(COUNTS_PRESSES)
        context.on("response", lambda found: found.status >= 500 and troubles.append(f"{found.status} {found.url}"))
        context.on("weberror", lambda found: troubles.append(str(found.error)))
        context.on("console", lambda said: "Security Policy" in said.text and troubles.append(said.text))
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()
    assert troubles == []
