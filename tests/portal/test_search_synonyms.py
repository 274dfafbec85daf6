"""Is something found by all of its names, below its own, and are edits of the names kept?"""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from portal.search import index, loading, marking, synonyms
from portal.search.models import Concept, ConceptTerm
from portal.search.queries import search
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def names():
    """The shipped words of the field."""
    loading.load()


def posted(title, body="Something else.", language="en", **fields):
    practice = makers.practice(
        title=title, what_was_done=body, what_happened="", language=language, audience="public", topics=[], **fields
    )
    index.put(practice)
    return practice.pk


def found(words):
    return [result.object_id for result in search(AnonymousUser(), words).results]


@pytest.mark.parametrize(
    "words",
    [
        "DCR", "dcr", "SCS", "OPS", "SIF", "supervised consumption site", "Supervised consumption sites", "users' room",
        "Drogenkonsumraum", "Drogenkonsumräume", "salle de consommation", "salles de consommation", "gebruiksruimte",
        "fixerum", "narcosala", "комната снижения вреда", "shooting gallery",
    ],
)  # fmt: skip
def test_all_names_find_a_drug_consumption_room(names, words):
    english = posted("How a drug consumption room opened")
    german = posted("Der Drogenkonsumraum am Bahnhof", language="de")
    french = posted("Une salle de consommation à Paris", language="fr")
    posted("A shelter for the night")
    assert set(found(words)) == {english, german, french}


def test_what_was_typed_comes_before_what_means_the_same(names):
    posted("Drogenkonsumraum Drogenkonsumraum Drogenkonsumraum", "Drogenkonsumraum " * 20, language="de")
    exact = posted("Something", "It is about a gebruiksruimte, once.", language="nl")
    assert found("gebruiksruimte")[0] == exact
    assert len(found("gebruiksruimte")) == 2


def test_terms_stand_beside_other_words(names):
    both = posted("Neighbours of a Drogenkonsumraum")
    posted("A Drogenkonsumraum")
    posted("Neighbours")
    assert found("neighbours salle de consommation") == [both]


def test_an_acronym_that_is_a_word_counts_in_capitals_only(names):
    posted("A needle and syringe programme")
    assert search(AnonymousUser(), "PES").other_names
    assert not search(AnonymousUser(), "pes").other_names


def test_the_page_says_what_else_it_looked_for_and_nothing_avoided(names):
    posted("A drug consumption room")
    others = search(AnonymousUser(), "shooting gallery").other_names
    assert "Drogenkonsumraum" in others
    avoided = {term.text for term in ConceptTerm.objects.filter(use__in=["avoid", "search-only"])}
    assert not avoided & set(others)
    assert "gebruiksruimte" not in search(AnonymousUser(), "gebruiksruimte").other_names


def test_the_other_name_is_marked(names):
    posted("Der Drogenkonsumraum", "Ein Raum.", language="de")
    result = search(AnonymousUser(), "salle de consommation").results[0]
    assert "<mark>Drogenkonsumraum</mark>" in result.title


def test_loading_twice_changes_nothing(names):
    again = loading.load()
    assert (again.new, again.changed, again.left) == (0, 0, 0)
    assert (Concept.objects.count(), ConceptTerm.objects.count()) == (65, 1754)


def test_loading_keeps_what_a_person_made_of_it(names, tmp_path):
    term = ConceptTerm.objects.get(text="fix room")
    ConceptTerm.objects.filter(pk=term.pk).update(use="ok", is_active=False, edited_on="2026-01-01")
    Concept.objects.filter(slug="drug-consumption-room").update(label="Room")
    assert loading.load().left == 1
    term.refresh_from_db()
    assert (term.use, term.is_active, term.concept.label) == ("ok", False, "Room")


@pytest.mark.parametrize(
    "rows", ["{", "[1]", '[{"slug": "a"}]', '[{"slug": "a", "en": "A", "terms": [{"text": "x"}]}]']
)
def test_a_broken_file_loads_nothing(tmp_path, rows):
    (tmp_path / "synonyms.json").write_text(rows)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_synonyms", tmp_path)
    assert not Concept.objects.exists()


def test_the_command_counts(tmp_path, capsys):
    terms = [{"text": "fan", "lang": "en", "region": None, "use": "ok", "source": "recalled"}]
    (tmp_path / "synonyms.json").write_text(json.dumps([{"slug": "fan", "en": "fan", "topic": None, "terms": terms}]))
    call_command("load_synonyms", tmp_path)
    assert "terms: 1 new, 0 changed, 0 as before, 0 left" in capsys.readouterr().out


def test_a_new_name_finds_old_texts_once_they_are_marked(names):
    marking.all_marked()
    old = posted("The Brauhaus in our street")
    concept = Concept.objects.get(slug="drug-consumption-room")
    assert old not in found("gebruiksruimte")
    ConceptTerm.objects.create(concept=concept, text="Brauhaus", language="de")
    while marking.mark_due():
        pass
    assert old in found("gebruiksruimte")
    ConceptTerm.objects.filter(text="Brauhaus").update(is_active=False)
    synonyms.forget()
    while marking.mark_due():
        pass
    assert old not in found("gebruiksruimte")


def test_marking_is_done_once(names):
    marking.all_marked()
    assert marking.mark_due() == 0
    ConceptTerm.objects.filter(text="fix room").update(text="fixing room")
    assert [term.text for term in marking.due()] == ["fixing room"]
    assert marking.mark_due() == 1
    assert marking.mark_due() == 0


def test_coordinators_edit_names_in_the_admin(names, client):
    client.force_login(makers.administrator(), backend="django.contrib.auth.backends.ModelBackend")
    concept = Concept.objects.get(slug="alcohol-consumption-room")
    address = f"/backstage/search/concept/{concept.pk}/change/"
    form = client.get(address).context["inline_admin_formsets"][0].formset
    data = {f"{form.prefix}-{key}": value for key, value in form.management_form.initial.items()}
    for one in form.forms:
        data[f"{one.prefix}-id"] = one.instance.pk or ""
        for name, value in one.initial.items():
            data[f"{one.prefix}-{name}"] = "" if value is None else value
    data = {key: value for key, value in data.items() if value is not False}
    last = form.forms[-1].prefix
    new = {
        f"{last}-text": "quite another name",
        f"{last}-language": "en",
        f"{last}-use": "ok",
        f"{last}-is_active": "on",
    }
    answer = client.post(address, {**data, "label": "Renamed", "topic": "", "is_active": "on", **new})
    assert answer.status_code == 302
    term = ConceptTerm.objects.get(text="quite another name")
    assert term.edited_on
    assert term.concept.label == "Renamed"
    assert synonyms.thesaurus().labels[concept.pk][-1] == "quite another name"
