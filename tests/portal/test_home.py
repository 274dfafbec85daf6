"""Does the front door open for everybody, and say nothing it must not?"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from exchange.world.models import Figure
from portal.ui.finders import BOUND, SHEETS, PackageFinder, SheetFinder
from tests import makers

pytestmark = pytest.mark.django_db
CSS = Path(settings.BASE_DIR) / "portal/ui/static/portal/css"


@pytest.mark.parametrize("path", ["/", "/privacy/", "/.well-known/security.txt"])
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


def test_the_page_for_finders_of_holes_runs_out(client):
    assert re.search(
        r"^Expires: \d{4}-\d\d-\d\dT", client.get("/.well-known/security.txt").content.decode(), re.MULTILINE
    )


def test_the_theme_never_leads_away(client):
    assert client.post("/theme/", {}, headers={"referer": "https://elsewhere.example/"}).url == "/"


def packed(paths) -> int:
    return sum(len(gzip.compress(Path(path).read_bytes(), 9)) for path in paths)


def test_style_and_script_are_light():
    """What a browser may ever be sent: Bootstrap's reboot and grid, our sheets bound, the dark one; all our scripts."""
    vendor = [PackageFinder().find(name) for name in PackageFinder().files if name.endswith(".css")]
    assert len(vendor) == 2
    assert packed([*vendor, SheetFinder().find(BOUND), CSS / "dark.css"]) <= 20 * 1024
    assert packed((Path(settings.BASE_DIR) / "portal/ui/static").rglob("*.js")) <= 10 * 1024


def test_every_sheet_is_bound_and_short():
    assert {path.stem for path in CSS.glob("*.css")} == {*SHEETS, "dark"}
    assert [path.name for path in CSS.glob("*.css") if path.read_text().count("\n") > 150] == []


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def colours(*sheets: str) -> dict[str, str]:
    """Return the colours that hold when the sheets are sent one after the other."""
    return dict(re.findall(r"--([\w-]+): (#\w{6})", "".join((CSS / sheet).read_text() for sheet in sheets)))


WORDS = """ink/wall ink/paper ink/inset ink/lamp-tint ink/sky-tint ink/green-tint ink/plum-tint ink/brick-tint
    soft/wall soft/paper soft/inset soft/lamp-tint soft/green-tint green/wall green/paper green/lamp-tint
    on-green/green green-deep/green-tint brick/paper brick/brick-tint sky/sky-tint plum/plum-tint plum/wall
    on-lamp/lamp on-floor/floor on-floor-soft/floor"""


@pytest.mark.parametrize("sheets", [("tokens.css",), ("tokens.css", "dark.css")], ids=["light", "dark"])
def test_words_and_edges_can_be_seen(sheets):
    found = colours(*sheets)
    dim = {pair: contrast(*(found[name] for name in pair.split("/"))) for pair in WORDS.split()}
    assert {pair: ratio for pair, ratio in dim.items() if ratio < 4.5} == {}
    assert min(contrast(found["edge"], found[ground]) for ground in ("wall", "paper")) >= 3


def test_dark_changes_every_colour_or_says_why():
    light, dark = colours("tokens.css"), colours("dark.css")
    assert set(light) - set(dark) == {"lamp"}
    assert set(dark) <= set(light)


def test_a_chosen_theme_is_sent_without_asking_the_device(client):
    assert 'media="screen and (prefers-color-scheme: dark)"' in client.get("/about/").content.decode()
    client.cookies["theme"] = "light"
    assert "dark.css" not in client.get("/about/").content.decode()


@pytest.mark.parametrize(("setting", "status"), [(False, 404), (True, 200)])
def test_the_pieces_are_for_builders(client, settings, setting, status):
    settings.DEBUG = setting
    assert client.get("/pieces/").status_code == status
