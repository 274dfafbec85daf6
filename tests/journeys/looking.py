"""What must every page of a journey keep to, and how does somebody choose on it?"""

import os
import re
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# PICTURES=/tmp/pictures makes one of each page that a journey looks at, for human eyes.
PICTURES = os.environ.get("PICTURES", "")


def look(page: Page, *, with_axe: bool = True) -> None:
    """Nothing sideways, and (with scripts) nothing that keeps somebody out."""
    page.wait_for_load_state()
    if PICTURES:
        name = re.sub(r"\W+", "-", page.url.partition("//")[2].partition("/")[2]).strip("-")
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(PICTURES) / f"{time.time_ns()}-{name}-{width}.png", full_page=True)
    if with_axe:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def choose(page: Page, words: str) -> None:
    """Tick what carries these words; the whole card is its label and lies over the box."""
    page.get_by_label(words).check(force=True)


def presses(page: Page) -> int:
    """Return how often the person has pressed something on the pages of this window."""
    return int(page.evaluate("Number(sessionStorage.getItem('presses'))"))
