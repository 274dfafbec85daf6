"""Does the front door open for everybody, and say nothing it must not?"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from exchange.world.models import Figure
from portal.site.context import SHEETS, sheets
from portal.ui.finders import PackageFinder
from tests import makers

pytestmark = pytest.mark.django_db
CSS = Path(settings.BASE_DIR) / "portal/ui/static/portal/css"
JS = Path(settings.BASE_DIR) / "portal/ui/static/portal/js"


@pytest.mark.parametrize("path", ["/", "/about/", "/privacy/", "/robots.txt", "/.well-known/security.txt"])
def test_everybody_may_read_it(client, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_a_figure_without_a_year_does_not_stand_on_the_first_page(client):
    origin = makers.source(publisher="A yearly report")
    Figure.objects.create(indicator="countries-with-rooms", number=18, year=2024, source=origin)
    Figure.objects.create(indicator="facilities-worldwide", words="about 999", year=None, source=origin)
    page = client.get("/").content.decode()
    assert "18" in page
    assert "about 999" not in page


def test_the_theme_is_one_word_in_a_cookie(client):
    answer = client.post("/theme/", {"theme": "dark"}, headers={"referer": "http://testserver/about/"})
    assert (answer.status_code, answer.url) == (302, "http://testserver/about/")
    assert 'data-bs-theme="dark"' in client.get("/about/").content.decode()
    assert client.get("/theme/").status_code == 405


def test_the_theme_never_leads_away(client):
    assert client.post("/theme/", {}, headers={"referer": "https://elsewhere.example/"}).url == "/"


def packed(paths) -> int:
    return sum(len(gzip.compress(Path(path).read_bytes(), 9)) for path in paths)


def test_style_and_script_are_light(settings):
    vendor = [path for name in PackageFinder().files if name.endswith(".css") for path in [PackageFinder().find(name)]]
    assert len(vendor) == 2
    settings.DEMO = False
    for path in ("/", "/visits/", *SHEETS):
        assert packed([*(CSS / Path(sheet).name for sheet in sheets(path)), *vendor]) <= 20 * 1024, path
    assert packed(JS.glob("*.js")) <= 10 * 1024


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [":root {", ':root[data-bs-theme="dark"] {'])
def test_words_can_be_read_in_both_themes(theme):
    tokens = (CSS / "tokens.css").read_text()
    block = tokens[tokens.index(theme) :].split("}")[0]
    light = tokens[tokens.index(":root {") :].split("}")[0]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", light)) | dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    pairs = "ink/wall ink/paper soft/wall soft/paper soft/inset soft/lamp-tint green/wall green/paper on-green/green brick/paper sky/sky-tint plum/plum-tint on-lamp/lamp"
    for pair in pairs.split():
        word, ground = pair.split("/")
        assert contrast(colours[word], colours[ground]) >= 4.5, pair
