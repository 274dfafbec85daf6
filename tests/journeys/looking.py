"""What must every page of a journey keep to, and how does somebody choose on it?"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def look(page: Page, *, with_axe: bool = True) -> None:
    """Nothing sideways, and (with scripts) nothing that keeps somebody out."""
    if with_axe:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)
