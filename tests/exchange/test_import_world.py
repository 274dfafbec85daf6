"""Does the import load real data, twice as well as once, and refuse broken rows in words?"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exchange.world.actions import decline
from exchange.world.importing import deriving
from exchange.world.management.commands.import_world import SHIPPED
from exchange.world.models import Change, Country, Facility, Figure, Milestone, Source, Suggestion
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db
FILES = ["sources.json", "countries.json", "global_figures.json", "facilities.json"]


def run(*args, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_world", *map(str, args), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


def counts():
    return [model.objects.count() for model in (Source, Country, Milestone, Figure, Facility)]


@pytest.fixture
def folder(tmp_path):
    """A small sound folder: one country with one room."""
    rows = {
        "sources.json": {"report": {"title": "A yearly report", "publisher": "EMCDDA", "year": 2020, "url": None}},
        "countries.json": [
            {
                "iso2": "NL",
                "name": "Netherlands",
                "legal_basis": "guideline",
                "discussion": "operating",
                "first_opened_year": 1994,
                "first_opened_source_id": "report",
                "legal_milestones": [{"year": 1996, "event": "Guidelines allow rooms", "source_id": "report"}],
                "figures": [
                    {"indicator": "facilities", "value": 31, "year": 2016, "source_id": "report"},
                    {"indicator": "clients", "value": "about 1600", "year": None, "source_id": "report"},
                ],
            }
        ],
        "global_figures.json": [
            {"indicator": "facilities-worldwide", "value": "over 100", "year": 2022, "source_id": "report"}
        ],
        "facilities.json": [
            {
                "name": "Quiet room",
                "city": "Utrecht",
                "country": "NL",
                "latitude": 52.09,
                "longitude": 5.12,
                "status": "open",
                "model": "integrated",
                "routes": ["inhaling"],
                "operator": "A shelter (recalled)",
                "source_id": "report",
                "confidence": "high",
                "note": "Which street is not certain.",
                "note_for": "editors",
            }
        ],
    }
    for name, content in rows.items():
        (tmp_path / name).write_text(json.dumps(content))
    return tmp_path


def change(folder, file, edit):
    content = json.loads((folder / file).read_text())
    edit(content)
    (folder / file).write_text(json.dumps(content))


def test_the_shipped_data_loads_twice_with_the_same_counts():
    run()
    first = counts()
    out, err = run()
    assert first == counts() == [208, 25, 119, 265, 168]
    assert "facilities: 0 new, 0 changed, 168 as before" in out
    assert err == ""


def test_shipped_folder_is_the_default():
    assert all((SHIPPED / name).is_file() for name in FILES)


def test_a_figure_keeps_number_or_words(folder):
    run(folder)
    assert Figure.objects.get(indicator="facilities").number == 31
    assert Figure.objects.get(indicator="clients").words == "about 1600"
    assert Figure.objects.get(country=None).words == "over 100"


def test_notes_for_editors_and_recalled_operators_go_to_the_editors(folder):
    run(folder)
    room = Facility.objects.get()
    assert room.note == room.operator == ""
    assert "A shelter" in room.editors_note
    assert "Which street" in room.editors_note


def test_time_zone_and_monitoring_body_are_derived(folder):
    run(folder)
    assert Facility.objects.get().time_zone == "Europe/Amsterdam"
    assert Source.objects.get().is_inventory


def test_every_shipped_room_has_a_time_zone():
    run()
    assert not Facility.objects.filter(time_zone="").exists()
    assert Facility.objects.get(city="Whitehorse").time_zone == "America/Whitehorse"


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("Act no. 606 of 18 June allows municipal consumption rooms", "law"),
        ("Minister of Health drafts enabling legislation", "event"),
        ("California governor vetoes Senate Bill 57 (August)", "event"),
        ("First rooms tolerated in Hamburg before national legislation", "informal"),
        ("First mobile room announced for mid-April", "informal"),
        ("Insite opens under a section 56 exemption", "event"),
        ("Oslo opens on 1 February", "event"),
    ],
)
def test_kind_of_a_milestone_is_derived_carefully(event, kind):
    assert deriving.milestone_kind(event) == kind


def test_a_changed_file_changes_its_row(folder):
    run(folder)
    change(folder, "facilities.json", lambda rows: rows[0].update(status="closed", closed_year=2025))
    out, _ = run(folder)
    assert "facilities: 0 new, 1 changed" in out
    assert Facility.objects.get().status == "closed"


@pytest.mark.parametrize("mark", ["confirmed_on", "edited_on"])
def test_what_a_person_corrected_is_left_and_suggested_once(folder, mark):
    coordinator = makers.coordinator()
    run(folder)
    Facility.objects.update(**{mark: clock.today()}, name="The quiet room", status="closed")
    out, _ = run(folder)
    room = Facility.objects.get()
    assert (room.name, room.status) == ("The quiet room", "closed")
    assert "and suggested: NL/Utrecht/Quiet room" in out
    waits = Suggestion.objects.get()
    assert (waits.origin, waits.values) == ("import", {"name": "Quiet room", "status": "open"})
    assert Notice.objects.get(kind="world.suggestion_waits").recipient == coordinator.user
    decline(coordinator.user, waits, "We renamed it.")
    run(folder)
    assert Suggestion.objects.count() == 1


def test_what_an_import_makes_and_changes_stands_in_the_history(folder):
    run(folder)
    change(folder, "facilities.json", lambda rows: rows[0].update(status="closed"))
    run(folder)
    last, first = Change.objects.filter(kind="facility")
    assert (last.role, last.fields, first.what) == ("import", [["status", "open", "closed"]], "added")
    assert Change.objects.filter(what="added").count() == 6


def test_progress_is_one_line_on_a_terminal_only(folder):
    class Terminal(StringIO):
        def isatty(self):
            return True

    out = Terminal()
    call_command("import_world", str(folder), stdout=StringIO(), stderr=out)
    assert "7 of 8: search, facility" in out.getvalue()
    assert "\n" not in out.getvalue()


def test_a_corrected_figure_is_not_loaded_beside_itself(folder):
    run(folder)
    Figure.objects.filter(indicator="facilities").update(number=30, year=2015, edited_on=clock.today())
    run(folder)
    assert Figure.objects.get(indicator="facilities").number == 30


def test_a_room_that_was_entered_by_hand_is_recognised(folder):
    makers.facility(country=makers.country("NL"), city="Utrecht", name="Quiet room", slug="by-hand")
    run(folder)
    room = Facility.objects.get()
    assert room.slug == "by-hand"
    assert room.import_key == "NL/Utrecht/Quiet room"


BROKEN = {
    "unknown field": ("facilities.json", {"opend_year": 2001}, "field opend_year: this field is not known"),
    "no name": ("facilities.json", {"name": " "}, "field name: it is empty"),
    "latitude too large": ("facilities.json", {"latitude": 520.9}, "field latitude: 520.9 is too large"),
    "half a place": ("facilities.json", {"longitude": None}, "latitude and longitude belong together"),
    "unknown status": ("facilities.json", {"status": "opened"}, "field status: 'opened' is not in the list"),
    "unknown route": (
        "facilities.json",
        {"routes": ["inhaling", "x"]},
        "field routes, entry 2: 'x' is not in the list",
    ),
    "unknown country": ("facilities.json", {"country": "XX"}, "field country: there is no country 'XX'"),
    "unknown source": ("facilities.json", {"source_id": "x"}, "field source_id: there is no source 'x'"),
    "bad address": ("facilities.json", {"website": "javascript:alert(1)"}, "field website: 'javascript:alert(1)'"),
    "closes first": ("facilities.json", {"opened_year": 2010, "closed_year": 2001}, "is before opened_year 2010"),
    "year in words": ("facilities.json", {"opened_year": "2001"}, "field opened_year: write a whole number"),
    "confidence": ("facilities.json", {"confidence": "sure"}, "field confidence: 'sure' is not one of"),
    "unsanctioned": ("facilities.json", {"legal_basis": "none"}, "open without any legal basis is never listed"),
    "country code": ("countries.json", {"iso2": "Netherlands"}, "write a country as two capital letters"),
    "no such country": ("countries.json", {"iso2": "ZZ"}, "field iso2: there is no country with the code 'ZZ'"),
    "figure to come": (
        "countries.json",
        {"figures": [{"indicator": "facilities", "value": 3, "year": 2099, "source_id": "report"}]},
        "figure 1, field year: 2099 is in the future",
    ),
    "milestone to come": (
        "countries.json",
        {"legal_milestones": [{"year": 2099, "event": "A law", "source_id": "report"}]},
        "milestone 1, field year: 2099 is in the future",
    ),
    "open and to come": ("facilities.json", {"opened_year": 2099}, "opened_year 2099 is in the future"),
    "first room alone": ("countries.json", {"first_opened_source_id": None}, "without first_opened_source_id"),
    "unknown law": ("countries.json", {"legal_basis": "maybe"}, "field legal_basis: 'maybe' is not in the list"),
    "figure without source": (
        "countries.json",
        {"figures": [{"indicator": "facilities", "value": 3, "year": 2016}]},
        "row 1 (Netherlands), figure 1, field source_id: it is missing",
    ),
    "figure without value": (
        "countries.json",
        {"figures": [{"indicator": "facilities", "value": True, "year": 2016, "source_id": "report"}]},
        "figure 1, field value",
    ),
    "milestone not a row": ("countries.json", {"legal_milestones": ["1996"]}, "milestone 1: a row is written in curly"),
    "world figure": ("global_figures.json", {"year": 12}, "global_figures.json, row 1, field year: 12 is too small"),
}


@pytest.mark.parametrize(("file", "fields", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_row_is_said_in_words_and_nothing_is_loaded(folder, file, fields, said):
    change(folder, file, lambda rows: rows[0].update(fields))
    _, err = run(folder)
    assert said in err
    assert "nothing was loaded" in err
    assert counts() == [0, 0, 0, 0, 0]


def test_a_broken_source_is_named_by_its_id(folder):
    change(folder, "sources.json", lambda rows: rows.update(other={"title": "x", "year": "long ago"}))
    _, err = run(folder)
    assert "sources.json, row 2 (other), field year: write a whole number without quotation marks." in err


def test_a_row_twice_is_broken(folder):
    for file in ("facilities.json", "countries.json"):
        change(folder, file, lambda rows: rows.append(rows[0]))
    _, err = run(folder)
    assert "facilities.json, row 2 (Quiet room), field name: the same room stands in row 1" in err
    assert "countries.json, row 2 (Netherlands), field iso2: the country NL stands in the file twice" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"name": "A",]', "facilities.json, line 1: this is not valid JSON"),
        (b'{"name": "A"}', "facilities.json: the file must hold a list of rows"),
        (b'["\xff"]', "facilities.json: the file is not UTF-8 text"),
        (None, "facilities.json: the file is missing"),
    ],
)
def test_an_unreadable_file_is_said_in_words(folder, content, said):
    if content is None:
        (folder / "facilities.json").unlink()
    else:
        (folder / "facilities.json").write_bytes(content)
    _, err = run(folder)
    assert said in err
    assert counts() == [0, 0, 0, 0, 0]


def test_skip_broken_loads_the_rest(folder):
    change(folder, "facilities.json", lambda rows: rows.append({**rows[0], "name": "Other", "status": "?"}))
    change(folder, "countries.json", lambda rows: rows[0]["figures"].append({"indicator": "x"}))
    _, err = run(folder, "--skip-broken")
    assert counts() == [1, 1, 1, 3, 1]
    assert "row 2 (Other), field status" in err


def test_a_file_that_breaks_leaves_what_is_there(folder):
    run(folder)
    before = counts()
    change(folder, "countries.json", lambda rows: rows[0].update(name="Nederland", legal_basis="law"))
    (folder / "facilities.json").write_text('[{"name": "Quiet room"')
    _, err = run(folder)
    assert "facilities.json, line 1: this is not valid JSON" in err
    assert counts() == before
    assert Country.objects.get().name == "Netherlands"


def test_an_import_leaves_a_trace_only_where_it_changed_something(folder):
    run(folder)
    run(folder)
    [trace] = AuditEvent.objects.filter(action="world_imported")
    assert trace.facts == {"new": 7, "changed": 0}


def test_check_loads_nothing(folder):
    out, _ = run(folder, "--check")
    assert "Everything can be loaded." in out
    assert counts() == [0, 0, 0, 0, 0]


def test_a_missing_folder_is_said():
    assert "There is no folder /nowhere" in run("/nowhere")[1]
