"""Do references get out so that others can read them, and so that taking them in again adds nothing?"""

import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.core.management import call_command
from django.urls import reverse

from exchange.library.actions import imports
from exchange.library.importing import rows
from exchange.library.models import Collection, Reference
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("library:reference_export")
CITATIONS = reverse("library:reference_citations")
ODD = {
    "title": "50 % of {rooms} & \\more_$ #1 ~ ^",
    "authors": "O’Neil, Ána; World Health Organization; others",
    "year": 2021,
}


def fetched(client, **query):
    answer = client.get(URL, query)
    return b"".join(answer.streaming_content).decode()


def test_what_went_out_and_comes_in_again_adds_nothing(client):
    call_command("import_library", verbosity=0)
    makers.reference(**ODD, is_retracted=True, pages="1\N{EN DASH}9", container="A journal", keywords=["inhalation"])
    before = {row.title_key: row for row in Reference.objects.filter(is_verified=True)}
    for name in ("bib", "ris"):
        entries, broken = rows.entries_of(fetched(client, format=name).encode(), f"a.{name}")
        read = [rows.check(entry).row.values() for entry in entries]
        assert (len(read), broken) == (len(before), [])
        assert {one["title_key"] for one in read} - set(before) <= {
            one["title_key"] for one in read if "(rooms)" in one["title"]
        }
        assert len(imports._known(read).keys() & {one["doi_key"] for one in read if one["doi_key"]}) >= 80
        same = [one for one in read if one["title_key"] in before]
        for field in ("authors", "doi", "year", "is_retracted", "summary", "pages", "volume", "issue"):
            assert [one[field] for one in same] == [getattr(before[one["title_key"]], field) for one in same], field


def test_independent_readers_read_it(client):
    made = makers.reference(
        **ODD, doi="10.1000/abc_d", container="Health & Place", volume="3", is_retracted=True, slug="odd"
    )
    [entry] = parse_string(fetched(client, format="bib")).entries
    assert (entry.key, entry.entry_type, entry["doi"], entry["note"]) == ("odd", "article", made.doi, "Retracted")
    [row] = rispy.loads(fetched(client, format="ris"))
    assert (row["title"], row["authors"][1], row["year"]) == (made.title, "World Health Organization", "2021")
    assert row["notes"] == ["Retracted"]
    [item] = json.loads(fetched(client, format="json"))
    assert item["author"] == [{"family": "O’Neil", "given": "Ána"}, {"literal": "World Health Organization"}]
    assert (item["issued"], item["note"], item["type"]) == ({"date-parts": [[2021]]}, "Retracted", "article-journal")


def test_a_selection_goes_out_and_only_what_its_reader_may_see(client, as_user):
    makers.reference(title="Of the Netherlands", country="NL", slug="nl")
    makers.reference(title="Of Spain", country="ES")
    makers.reference(title="Unchecked", country="NL", is_verified=False)
    assert [one["title"] for one in json.loads(fetched(client, format="json", country="NL"))] == ["Of the Netherlands"]
    assert len(json.loads(fetched(as_user(makers.member()), format="json", country="NL"))) == 2
    assert len(json.loads(fetched(client, format="json", one="nl"))) == 1
    assert json.loads(fetched(client, format="json", one="gone")) == []
    assert client.get(URL, {"format": "exe"}).status_code == 404
    assert client.post(URL).status_code == 405


def test_a_reading_list_goes_out_in_its_order_to_whoever_may_read_it(client, as_user):
    first, second = makers.reference(slug="first", year=2001), makers.reference(slug="second", year=2022)
    closed = makers.reference(slug="unchecked", is_verified=False)
    list_of = Collection.objects.create(
        title="Begin here", author=makers.member().user, audience="public", language="en"
    )
    for order, reference in enumerate((first, closed, second)):
        list_of.items.create(reference=reference, order=order)
    wanted = {"format": "json", "list": str(list_of.pk)}
    assert [one["id"] for one in json.loads(fetched(client, **wanted))] == ["first", "second"]
    assert len(json.loads(fetched(as_user(makers.member()), **wanted))) == 3
    Collection.objects.update(audience="members")
    client.logout()
    assert json.loads(fetched(client, **wanted)) == []
    assert json.loads(fetched(client, format="json", list="x")) == []


def test_citations_in_two_styles(client):
    makers.reference(
        title="Rooms & <b>more</b>",
        container="Health",
        volume="3",
        issue="2",
        pages="1\N{EN DASH}9",
        doi="10.1000/abc",
        is_retracted=True,
    )
    page = client.get(CITATIONS).content.decode()
    assert "Smith, A., &amp; Jones, B. (2020). Rooms &amp; &lt;b&gt;more&lt;/b&gt;. Health, 3(2), 1–9." in page
    assert "[Retracted]" in page
    text = client.get(CITATIONS, {"style": "nlm-citation-sequence", "as": "text"}).content.decode()
    assert text.startswith("Smith A, Jones B. Rooms & <b>more</b>. Health. 2020;3(2):1–9. doi:10.1000/abc")
    assert client.get(CITATIONS, {"style": "../../etc/passwd"}).status_code == 404
    assert b"No title fits" in client.get(CITATIONS, {"one": "gone"}).content


def test_so_many_lists_of_citations_an_hour(client, monkeypatch):
    from exchange.library.views import exporting

    monkeypatch.setattr(exporting, "MOST_AN_HOUR", 1)
    assert client.get(CITATIONS).status_code == 200
    assert client.get(CITATIONS).status_code == 302
