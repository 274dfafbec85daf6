"""Is a map a picture of its own that any browser may keep, and does it show nothing that not everybody may see?"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from exchange.world import map_colours, maps, outlines
from tests import makers

pytestmark = pytest.mark.django_db
CSS = Path(settings.BASE_DIR) / "portal/ui/static/portal/css"


def url(name="europe", theme="light"):
    return f"/world/maps/{name}.{theme}.svg"


def test_a_picture_in_two_themes_that_may_be_kept(client):
    makers.facility(city="Amsterdam", latitude="52.37", longitude="4.90")
    for theme, colour in (("light", "#1c5a49"), ("dark", "#8fd0b8")):
        answer = client.get(url(theme=theme))
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["Cache-Control"] == "public, max-age=600"
        assert answer.text.count("<circle") == 1
        assert f'fill="{colour}"' in answer.text
        assert not re.search(r"style|class=|script", answer.text)


def test_it_is_the_same_for_a_coordinator(client, as_user):
    makers.facility(confidence="recalled", latitude="52.37", longitude="4.90")
    seen = as_user(makers.coordinator()).get(url())
    assert seen.text == client.get(url()).text
    assert "<circle" not in seen.text


def test_one_country_has_its_outline(client):
    makers.country("NL")
    assert client.get(url("nl")).text.count("<path") == 1
    assert client.get(url("nl", "dark")).status_code == 200


@pytest.mark.parametrize("path", [url("de"), url("europe", "pink"), url("nowhere")])
def test_what_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_refuses_posts(client):
    assert client.post(url()).status_code == 405


def test_few_questions_however_many_rooms(client, django_assert_num_queries):
    for _number in range(10):
        makers.facility(latitude="52.37", longitude="4.90")
    with django_assert_num_queries(2):
        client.get(url())


@pytest.mark.parametrize(("theme", "sheets"), [("light", ["tokens.css"]), ("dark", ["tokens.css", "dark.css"])])
def test_its_colours_are_those_of_the_house(theme, sheets):
    found = dict(re.findall(r"--([\w-]+): (#\w{6})", "".join((CSS / sheet).read_text() for sheet in sheets)))
    painted = {name.replace("_", "-"): colour for name, colour in map_colours.THEMES[theme].items()}
    assert painted == {name: found[name] for name in painted}


def test_every_rough_shape_lies_on_its_country_and_is_light():
    call_command("import_world", verbosity=0)
    for name in ("world", "europe"):
        for iso2, path in maps._paths()[name]["countries"].items():
            rough = outlines.rough(path)
            left, top, right, bottom = outlines.bounds(path)
            assert len(rough) < 560, iso2
            if "a" not in rough:  # a disc, for what is smaller than a finger
                box = outlines.bounds(rough)
                assert box[0] >= left - 1, iso2
                assert box[1] >= top - 1, iso2
                assert box[2] <= right + 1, iso2
                assert box[3] <= bottom + 1, iso2
