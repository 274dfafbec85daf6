"""What does a stranger, and a search engine, find of the house? The public pages, and nothing that is for members."""

import re
from datetime import date
from itertools import chain
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve, reverse

from portal.audit.models import AuditEvent
from portal.search import index
from portal.site.models import PageText
from portal.ui import public
from tests import makers
from tests.house import counting

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemaps(client):
    """Return the answers to all sitemaps that the index names."""
    index_file = ET.fromstring(client.get("/sitemap.xml").content)
    places = [row.findtext(f"{SPACE}loc") for row in index_file]
    return [client.get("/sitemap" + place.rpartition("/sitemap")[2]) for place in places]


def addresses(client):
    rows = chain.from_iterable(ET.fromstring(answer.content) for answer in sitemaps(client))
    return {row.findtext(f"{SPACE}loc"): row.findtext(f"{SPACE}lastmod") for row in rows}


def metas(page):
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))


@pytest.mark.parametrize("path", ["/about/", "/what-is-a-dcr/", "/help/", "/robots.txt", "/sitemap.xml"])
def test_everybody_may_read_it_and_nobody_sends_to_it(client, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_the_sitemap_holds_what_is_public_and_nothing_of_members(client, settings):
    settings.SITE_URL = "https://rooms.example"
    checked = makers.reference(edited_on=date(2026, 3, 1))
    hidden = [
        makers.reference(is_verified=False).slug,
        makers.facility(confidence="recalled").slug,
        "practices",
        "people",
    ]
    shown = makers.facility()
    makers.practice(audience="members")
    opened = [make(audience="public") for make in (makers.collection, makers.document, makers.gap)]
    makers.gap(), makers.document(audience="public", standing="hidden"), makers.collection(audience="coordinators")
    found = addresses(client)
    on_shelf = [url for url in found if url.rstrip("/").rpartition("/")[2].isdigit()]
    places = zip(("lists", "documents", "missing"), opened, strict=True)
    assert on_shelf == [f"https://rooms.example/library/{word}/{thing.pk}/" for word, thing in places]
    assert found[f"https://rooms.example/library/{checked.slug}/"] == "2026-03-01"
    assert f"https://rooms.example/world/facilities/{shown.slug}/" in found
    assert f"https://rooms.example/world/{shown.country.iso2.lower()}/" in found
    assert [url for url in found if any(part in url.split("/") for part in hidden)] == []


def test_every_address_of_the_sitemap_opens_and_has_a_title_and_a_sentence_of_its_own(client, settings):
    settings.SITE_URL = ""
    makers.reference(summary="It counts."), makers.facility(), makers.claim(), makers.statement(), makers.news()
    makers.event(), makers.collection(audience="public"), makers.document(audience="public")
    said = []
    for path in addresses(client):
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert "X-Robots-Tag" not in answer.headers
        assert b"noindex" not in answer.content
        found = metas(answer.content.decode())
        said += [found["og:title"], found["description"]]
        assert (path, found["og:type"]) == (path, "article" if resolve(path).kwargs else "website")
    assert [words for words in set(said) if said.count(words) > 1] == []


def test_a_room_cannot_bring_a_closed_page_into_the_sitemap(client, monkeypatch):
    monkeypatch.setattr(public, "_pages", [lambda: [("/people/7/", None), ("/world/", None)]])
    assert [url.partition("://")[2].partition("/")[2] for url in addresses(client)] == ["world/"]
    assert client.get("/sitemap-library.xml").status_code == 404


def test_each_room_has_a_sitemap_that_is_cheap_and_says_when_nothing_is_new(client):
    makers.reference(), makers.facility(), makers.claim(), makers.statement(), makers.event()
    assert {"site", "world", "library", "guide", "statements"} <= set(public.rooms())
    too_dear = [room for room in public.rooms() if counting.counted(client, f"/sitemap-{room}.xml") > counting.MOST]
    assert too_dear == []
    seen = client.get("/sitemap-statements.xml").headers["ETag"]
    assert client.get("/sitemap-statements.xml", HTTP_IF_NONE_MATCH=seen).status_code == 304


def test_robots_are_told_the_way(client, settings):
    settings.SITE_URL = "https://rooms.example"
    text = client.get("/robots.txt").content.decode()
    assert "Allow: /what-is-a-dcr/\n" in text
    assert text.endswith("Disallow: /\n\nSitemap: https://rooms.example/sitemap.xml\n")


CLOSED = ("/practices/", "/search/?q=x", "/accounts/login/", "/library/?words=x", "/library/citations/", "/nothing/")


@pytest.mark.parametrize("path", CLOSED)
def test_all_else_says_noindex_twice(client, path):
    answer = client.get(path)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert b'<meta name="robots" content="noindex">' in answer.content


def test_what_a_member_sees_is_not_for_search_engines(as_user):
    page = as_user(makers.member()).get("/about/").content.decode()
    assert 'content="noindex"' in page
    assert "og:title" not in page


def test_a_link_to_a_page_shows_what_it_is(client, settings):
    settings.SITE_URL = "https://rooms.example"
    reference = makers.reference(title='Rooms & "voices" <2020>', summary="It counts.")
    page = client.get(reverse("library:reference_page", args=[reference.slug])).content.decode()
    found = metas(page)
    assert found["og:title"] == "Rooms &amp; &quot;voices&quot; &lt;2020&gt;"
    assert (found["og:description"], found["description"]) == ("It counts.", "It counts.")
    assert found["og:url"] == f"https://rooms.example/library/{reference.slug}/"
    assert (found["og:type"], found["og:locale"]) == ("article", "en_GB")


def test_the_picture_is_ours_and_there_and_fits_the_page(client, settings):
    settings.SITE_URL = "https://rooms.example"
    statement, known, new = makers.statement(), makers.country("NL"), makers.country("ZW")
    seen = {}
    for path in (
        "/",
        "/about/",
        f"/world/{known.iso2.lower()}/",
        f"/world/{new.iso2.lower()}/",
        f"/statements/{statement.slug}/",
    ):
        address = metas(client.get(path).content.decode())["og:image"]
        assert address.startswith("https://rooms.example/static/")
        assert finders.find(address.partition("/static/")[2])
        seen[path] = address.rpartition("/")[2]
    assert list(seen.values()) == ["card.png", "card.png", "nl.png", "world.png", "statements.png"]


def test_one_page_has_one_address(client, settings):
    settings.SITE_URL = "https://rooms.example"
    assert b'rel="canonical" href="https://rooms.example/library/?page=2"' in client.get("/library/?page=2").content
    assert b'rel="canonical" href="https://rooms.example/library/"' in client.get("/library/?page=x").content


def test_coordinators_complete_what_only_the_network_knows_and_what_stood_there_is_kept(client, as_user):
    assert b"Still to be completed by the network: who hosts it" in client.get("/about/").content
    desk, place = as_user(makers.coordinator().user), "/desk/texts/host/"
    assert place.encode() in desk.get("/about/").content
    desk.post(place, {"words": "We are at **home**. <script>x</script>", "seen": "0"})
    page = client.get("/about/").content.decode()
    assert "We are at <strong>home</strong>." in page
    assert "who hosts it today" not in page
    assert "<script>x" not in page
    # Somebody else wrote meanwhile: both are shown, and nothing is lost.
    late = desk.post(place, {"words": "We moved.", "seen": "0"}).content.decode()
    assert "This was changed meanwhile." in late
    assert "We moved.</textarea>" in late
    desk.post(place, {"words": "", "seen": "1"})
    assert b"who hosts it today" in client.get("/about/").content
    assert "We are at <strong>home</strong>." in desk.get(place).content.decode()
    trail = AuditEvent.objects.filter(action="page_text_edited").values_list("facts", flat=True)
    assert [facts["version"] for facts in trail] == [2, 1]
    assert as_user(makers.member()).post(place, {"words": "Mine."}).status_code == 404
    assert not PageText.objects.get().words


def test_what_is_a_dcr_leads_to_its_sources(client):
    (
        makers.reference(slug="speed2020extent", title="Routes"),
        makers.reference(slug="emcdda2023joint", is_verified=False),
    )
    page = client.get("/what-is-a-dcr/").content.decode()
    assert "/library/speed2020extent/" in page
    assert "/library/emcdda2023joint/" not in page


def test_help_and_home_name_the_feeds(client):
    assert reverse("practices:practice_feed") in client.get("/help/").content.decode()
    assert (
        f'rel="alternate" type="application/atom+xml" href="{reverse("practices:practice_feed")}"'
        in client.get("/").content.decode()
    )


def test_home_shows_practices_that_are_open_to_everybody_and_no_others(client):
    for audience in ("public", "members"):
        index.put(makers.practice(audience=audience, title=f"For {audience}"))
    page = client.get("/").content.decode()
    assert "For public" in page
    assert "For members" not in page


def test_home_counts_all_checked_titles_and_shows_those_with_a_sentence(client):
    makers.reference(title="Without words"), makers.reference(title="With words", summary="It counts.", year=1999)
    makers.reference(title="From memory", summary="So they say.", is_verified=False)
    page = client.get("/").content.decode()
    assert "All 2 titles we have checked" in page
    assert "With words" in page
    assert "Without words" not in page
    assert "From memory" not in page
