"""Does the import load references, twice as well as once, and refuse broken entries in words?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exchange.library import keywords
from exchange.library.importing.latex import plain
from exchange.library.models import Reference
from portal import clock

pytestmark = pytest.mark.django_db
SOUND = """@article{smith2020rooms,
  author = {Smith, A. and Jones, B.},
  title = {Rooms in {Scotland}: 5 \\% more},
  journal = {Health \\& Place},
  volume = {3}, number = {2}, pages = {1--9},
  year = {2020},
  doi = {10.1000/abc},
  keywords = {inhalation, scotland, oddity},
  note = {verified},
  annote = {One sentence.}
}
"""


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "literature.bib"
    path.write_text(SOUND)
    return path


def run(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_library", *map(str, args), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


def test_the_shipped_library_loads_twice_with_the_same_counts():
    run()
    out, err = run()
    assert Reference.objects.count() == 249
    assert (out, err) == ("references: 0 new, 0 changed, 249 as before\n", "")


def test_the_retracted_text_is_marked():
    run()
    assert Reference.objects.get(is_retracted=True).slug == "may2018impact"
    assert Reference.objects.filter(is_verified=True).count() == 185


def test_an_entry_becomes_a_reference_without_latex(bib):
    run(bib)
    found = Reference.objects.get()
    assert found.title == "Rooms in Scotland: 5 % more"
    assert found.published_in == "Health & Place 3(2), 1\N{EN DASH}9"
    assert (found.country, found.authors, found.is_verified) == ("GB", "Smith, A.; Jones, B.", True)
    assert [topic.slug for topic in found.topics.all()] == ["inhalation"]


def test_a_reference_is_recognised_by_doi_or_by_title_and_year(bib):
    run(bib)
    bib.write_text(SOUND.replace("smith2020rooms", "other").replace("Rooms in", "The rooms in"))
    assert "0 new, 1 changed" in run(bib)[0]
    bib.write_text(SOUND.replace("smith2020rooms", "third").replace("Rooms in", "The rooms in").replace("/abc", "/new"))
    assert "0 new, 1 changed" in run(bib)[0]
    assert Reference.objects.get().slug == "smith2020rooms"


def test_what_a_person_corrected_is_left_and_reported(bib):
    run(bib)
    Reference.objects.update(summary="Better words.", edited_on=clock.today())
    assert "left as a person corrected it: smith2020rooms" in run(bib)[0]
    assert Reference.objects.get().summary == "Better words."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  title = {Rooms in {Scotland}: 5 \\% more},\n", "", "entry 1 (smith2020rooms), field title: it is missing"),
        ("{2020}", "{twenty}", "field year: write a whole number"),
        ("10.1000/abc", "doi:abc", "field doi: 'doi:abc' does not have the right form; a DOI looks like 10.1000/182"),
        ("{verified}", "{seen}", "field note: 'seen' is not one of 'verified' or 'recalled'"),
        ("@article", "@poem", "field kind: 'poem' is not one of"),
        ("  annote = {One sentence.}\n}\n", "  annote = {One sentence.\n", "line 1: this entry cannot be read"),
        (SOUND, SOUND + SOUND.replace("smith2020rooms", "twin"), "the same text stands in entry smith2020rooms"),
    ],
)
def test_a_broken_entry_is_said_in_words_and_nothing_is_loaded(bib, old, new, said):
    bib.write_text(SOUND.replace(old, new))
    _, err = run(bib)
    assert said in err
    assert not Reference.objects.exists()


def test_skip_broken_loads_the_rest(bib):
    bib.write_text(SOUND + SOUND.replace("smith2020rooms", "b").replace("{2020}", "{x}"))
    run(bib, "--skip-broken")
    assert Reference.objects.get().year == 2020


def test_several_countries_are_none():
    assert keywords.country(["uk", "scotland"]) == "GB"
    assert keywords.country(["uk", "spain"]) == ""


def test_plain_keeps_what_is_not_latex():
    assert plain("A  {B}\n C \\_ d") == "A B C _ d"
