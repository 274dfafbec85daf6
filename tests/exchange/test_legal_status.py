"""Does the legal status of a country stand with its level, its year and its source, wherever it is told, and change with a source alone?"""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from exchange.world import actions
from exchange.world.management.commands.import_world import SHIPPED
from exchange.world.models import Country, Suggestion
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("world:country_page", args=["nl"])
SOURCE = {"source_title": "An instruction", "source_publisher": "Prosecutors; The Hague", "source_year": "2000", "source_url": "https://law.example/"}  # fmt: skip
FACTS = {"legal_basis": "guideline", "legal_level": "national", "legal_since": "1996", "discussion": "operating"}


def form_url():
    return reverse("world:suggestion_change", args=["country", makers.country().pk])


def test_it_changes_with_a_source_and_stands_everywhere_with_it(as_user, client):
    member, desk = as_user(makers.member()), makers.coordinator().user
    assert "No source named yet" in member.get(f"/world/{makers.country().iso2.lower()}/").content.decode()
    assert "choose a text above" in member.post(form_url(), FACTS).content.decode()
    assert "has not come yet" in member.post(form_url(), {**FACTS, **SOURCE, "legal_since": "2399"}).content.decode()
    member.post(form_url(), {**FACTS, **SOURCE})
    waits = Suggestion.objects.get()
    page = as_user(desk).get(reverse("world:desk_suggestion", args=[waits.pk]))
    assert "<ins>An instruction</ins>" in page.content.decode()
    actions.accept(desk, waits, seen=page.context["seen"])
    page = client.get(URL).content.decode()
    assert "<b>Tolerated under guidelines</b>, National<br>since 1996<br>" in page
    assert '<a href="https://law.example/" title="An instruction">Prosecutors</a>, 2000' in page
    sheet = client.get(f"{URL}print/").content.decode()
    assert "<b>Tolerated under guidelines</b>, National, since 1996 (An instruction. Prosecutors, 2000)." in sheet
    rows = csv.DictReader(io.StringIO(client.get("/world/data/countries.csv").content.decode()))
    row = next(rows)
    assert (row["legal_since"], row["legal_source"], row["legal_source_url"]) == ("1996", "an-instruction", "https://law.example/")  # fmt: skip
    assert row["legal_source"] in client.get("/world/data/sources.csv").content.decode()
    history = member.get(f"{URL}history/").content.decode()
    assert "Source of the status: <del>–</del> <ins>An instruction</ins>" in history


def test_a_better_text_is_named_for_what_stays_as_it_is(as_user):
    old = makers.source(title="Old text")
    country = makers.country(legal_level="national", legal_source=old, first_opened_year=1994, first_opened_source=old)
    facts = {"legal_basis": "law", "legal_level": "national", "discussion": "operating", "first_opened_year": "1994"}
    desk, url = as_user(makers.coordinator().user), form_url()
    assert "Nothing is different" in desk.post(url, {**facts, **SOURCE}, follow=True).content.decode()
    desk.post(url, {**facts, **SOURCE, "source_for": ["first_opened_source"]})
    country.refresh_from_db()
    assert (str(country.legal_source), str(country.first_opened_source)) == ("Old text", "An instruction")


def test_what_came_from_memory_is_no_source_for_others(client, as_user):
    memory = makers.source(slug="recalled", title="Unverified recollection")
    makers.country(legal_since=1999, legal_source=memory)
    assert "since 1999" not in client.get(URL).content.decode()
    assert "since 1999" in as_user(makers.coordinator().user).get(URL).content.decode()
    assert '"legal_since": 1999' not in client.get("/world/data/world.json").content.decode()


def test_an_import_leaves_it_to_members_where_the_file_is_silent_and_asks_for_law_and_room_apart(tmp_path):
    call_command("import_world", verbosity=0)
    for name in ("sources", "countries", "global_figures", "facilities"):
        rows = json.loads((SHIPPED / f"{name}.json").read_text())
        if name == "countries":
            rows[0] |= {"legal_since": 1997, "legal_source_id": "noor-2022", "first_opened_year": 1995}
            for row in rows[1:]:
                row.pop("legal_since", None)
                row.pop("legal_source_id", None)
        (tmp_path / f"{name}.json").write_text(json.dumps(rows))
    Country.objects.filter(iso2="NL").update(edited_on=makers.clock.today())
    call_command("import_world", tmp_path, verbosity=0)
    assert Country.objects.filter(legal_since__isnull=False).count() == 13
    law, first = sorted(Suggestion.objects.all(), key=lambda row: "legal_since" not in row.values)
    assert (law.values["legal_since"], law.source.slug, first.source.slug) == (1997, "noor-2022", "trimbos-2019")
