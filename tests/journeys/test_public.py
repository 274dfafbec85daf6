"""Does every public page open for everybody: wide and by day, narrow and by night, with nothing from elsewhere?"""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import resolve, reverse

from exchange.world.models import Figure
from portal.search import index
from portal.ui import public
from tests import makers
from tests.house.expectations import EXPECTED, PUBLIC
from tests.house.places import addresses

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("words_of_the_house"), pytest.mark.timeout(240)]
SIZES = ((1280, "light"), (390, "dark"))
# What colours and width decide; all else was looked at in the wide window, in which the page is built of the same.
IN_THE_DARK = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]


def fill():
    """One of each thing that everybody may read."""
    room, origin = makers.facility(), makers.source(publisher="A yearly report")
    Figure.objects.create(country=room.country, indicator="facilities", number=3, year=2024, source=origin)
    Figure.objects.create(indicator="countries-with-rooms", number=18, year=2024, source=origin)
    makers.reference(summary="It counts.", is_retracted=True)
    makers.practice(audience="public")
    makers.step(), makers.claim(), makers.statement(), makers.news(), makers.event()
    index.rebuild()


def pages():
    """Return one address of each kind: what the sitemap names, and whatever everybody may open by its name alone."""
    found = {name: reverse(name) for name, route in addresses() if EXPECTED.get(name) == PUBLIC and "<" not in route}
    return found | {resolve(path).view_name: path for path, _day in public.pages()}


def watch(page, host, wrong):
    page.on("console", lambda said: said.type in ("error", "warning") and wrong.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda sent: urlsplit(sent.url).netloc != host and wrong.append(f"{page.url}: asks {sent.url}"))


def test_every_public_page_opens_for_everybody(window_of, live_server):
    fill()
    wrong, seen = [], pages()
    # Files for other programs are not pages: a browser would save them.
    kinds = {name: Client().get(path) for name, path in seen.items()}
    wrong += [f"{name}: {answer.status_code}" for name, answer in kinds.items() if answer.status_code != 200]
    seen = {name: path for name, path in seen.items() if kinds[name].headers["Content-Type"].startswith("text/html")}
    assert {"site:home", "world:country_page", "library:reference_page", "guide:claim_page"} <= set(seen)
    for width, scheme in SIZES:
        page = window_of(width=width)
        page.emulate_media(color_scheme=scheme)
        watch(page, urlsplit(live_server.url).netloc, wrong)
        for name, path in seen.items():
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name}, {width}: hangs over the edge")
            rules = {"runOnly": IN_THE_DARK} if scheme == "dark" else {}
            found = Axe().run(page, options={"resultTypes": ["violations"], **rules})
            if found.violations_count:
                wrong.append(f"{name}, {width}: {found.generate_report()}")
    assert wrong == [], "\n".join(wrong)
