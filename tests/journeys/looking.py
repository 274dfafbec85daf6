"""What must every page of a journey keep to, and how does somebody walk on from it?"""

import os
import re
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# PICTURES=/tmp/pictures makes one of each page that a journey looks at, for human eyes.
PICTURES = os.environ.get("PICTURES", "")
# What a page is built of, without its words, numbers and addresses: all that decides what axe finds.
BUILD = """[...document.querySelectorAll("*")].map(one => [
    one.tagName,
    ...[...one.attributes].filter(a => !/^(value|href|action|content|hx-get)$/.test(a.name)).map(a => a.name + a.value),
    one.children.length || one.textContent.trim() !== "",
].join(" ").replace(/[0-9]+/g, "")).join()"""
_seen: set[tuple[int, str]] = set()


def look(page: Page, *, with_axe: bool = True) -> None:
    """Nothing sideways, and (axe needs scripts) nothing that keeps somebody out."""
    page.wait_for_load_state()
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", page.url.partition("//")[2].partition("/")[2]).strip("-")
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(PICTURES) / f"{time.time_ns()}-{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"sideways: {page.url}"
    if with_axe and page.evaluate("matchMedia('(scripting: enabled)').matches") and is_new(page):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            # In the dark only the colours differ; the page itself was or is looked at in the light.
            options = {"resultTypes": ["violations"], **({"runOnly": ["color-contrast"]} if scheme == "dark" else {})}
            found = Axe().run(page, options=options)
            assert found.violations_count == 0, f"{page.url}, {scheme}: {found.generate_report()}"
        page.emulate_media(color_scheme="null")


def is_new(page: Page) -> bool:
    """Was no page of this very build looked at in this width yet? Runs share most of their pages, and axe is slow."""
    seen = (page.evaluate("innerWidth"), page.evaluate(BUILD))
    is_known = seen in _seen
    _seen.add(seen)
    return not is_known


def tick(page: Page, name: str, value: str) -> None:
    # What is pressed where it stands must not move when the letters arrive.
    page.evaluate("document.fonts.ready.then(() => true)")
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def choose(page: Page, words: str) -> None:
    """Tick what carries these words; the whole card is its label and lies over the box."""
    page.get_by_label(words).check(force=True)


def presses(page: Page) -> int:
    """Return how often the person has pressed something on the pages of this window."""
    return int(page.evaluate("Number(sessionStorage.getItem('presses'))"))


def go(page: Page, path: str) -> None:
    """Open a page that must be there, and look at it."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, f"{answer.status} {path}"
    look(page)


def press(page: Page, name: str) -> None:
    """Press the first button of this name, and look at the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()
    look(page)


def can_press(page: Page, name: str) -> bool:
    return page.get_by_role("button", name=name, exact=True).count() > 0


def words(page: Page) -> str:
    """What the page says, without the frame around it."""
    return page.locator("main").inner_text()
