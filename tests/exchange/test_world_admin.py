"""Does staff's repair go through the record's own doors: with history, trail and index, and refusing what cannot stand?"""

import pytest
from django.urls import reverse

from exchange.world.models import Change, Country, Facility, Figure
from portal import clock
from portal.audit.models import AuditEvent
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
COUNTRY = {"iso2": "NL", "name": "Netherlands", "legal_basis": "guideline", "discussion": "operating"}


@pytest.fixture
def staff(as_user):
    return as_user(makers.administrator())


def at(row):
    return reverse(f"admin:world_{row._meta.model_name}_change", args=[row.pk])


def typed(page, **other):
    """What a browser would send of the form as it stands, with some fields typed anew."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {form[name].html_name: form[name].value() for form in forms for name in form.fields} | other
    return {name: value for name, value in values.items() if value is not None and value is not False and value != []}


def test_a_change_marks_the_row_as_edited_and_names_its_source(staff):
    country, source = makers.country(), makers.source()
    page = staff.post(at(country), COUNTRY).content.decode()
    assert "Please name the text that says so." in page
    assert staff.post(at(country), {**COUNTRY, "legal_since": 1996, "legal_source": source.pk}).status_code == 302
    assert Country.objects.get().edited_on is not None
    assert AuditEvent.objects.get(action="record_edited").subject_id == country.pk
    assert SearchEntry.objects.get(kind="country").title == "Netherlands"
    row = Change.objects.get()
    assert (row.role, row.source) == ("administrator", source)
    assert ["legal_since", None, 1996] in row.fields
    assert ["legal_source", "", "A yearly report"] in row.fields


def test_states_of_a_room_and_a_new_source_stand_in_the_history(staff):
    room, source = makers.facility(routes=[]), makers.source()
    state = {"status": "open", "year": 2019, "source": source.pk, "facility": room.pk}
    state = {"statuses-TOTAL_FORMS": 1, **{f"statuses-0-{name}": value for name, value in state.items()}}
    assert staff.post(at(room), typed(staff.get(at(room)), **state)).status_code == 302
    assert staff.post(at(room), typed(staff.get(at(room)), source=source.pk)).status_code == 302
    assert staff.post(at(room), typed(staff.get(at(room)), confirmed_on="2026-01-05")).status_code == 302
    checked, sourced, dated = Change.objects.all()
    assert dated.fields == [["status_since", "", "2019"]]
    assert (sourced.what, sourced.fields, sourced.source) == ("changed", [], source)
    assert (checked.what, checked.fields) == ("confirmed", [["checked", None, "2026-01-05"]])


def test_what_somebody_else_put_in_meanwhile_is_not_overwritten(staff):
    figure = makers.figure(31)
    opened = typed(staff.get(at(figure)), number="33")
    Figure.objects.update(number=32)
    answer = staff.post(at(figure), opened)
    assert "This row was changed meanwhile" in answer.content.decode()
    assert Figure.objects.get().number == 32
    assert (
        staff.post(at(figure), {**opened, "stood": answer.context["adminform"].form["stood"].value()}).status_code
        == 302
    )
    assert Change.objects.get().fields == [["number", "32", "33"]]


@pytest.mark.parametrize("name", ["figure", "milestone", "facility"])
def test_what_has_not_come_yet_is_refused(staff, name):
    row = getattr(makers, name)()
    field = "closed_year" if name == "facility" else "year"
    page = staff.post(at(row), typed(staff.get(at(row)), **{field: 2399}))
    assert "has not come yet" in page.content.decode()
    assert not Change.objects.exists()


def test_what_is_taken_out_is_told_with_all_that_goes(staff):
    country = makers.country()
    makers.figure()
    makers.milestone()
    staff.post(reverse("admin:world_country_delete", args=[country.pk]), {"post": "yes"})
    assert sorted(Change.objects.filter(what="removed").values_list("kind", flat=True)) == [
        "country",
        "figure",
        "milestone",
    ]
    assert not Country.objects.exists()


def test_every_list_opens(staff):
    makers.facility()
    makers.milestone()
    makers.figure()
    for name in ("source", "country", "facility", "milestone", "figure"):
        assert staff.get(reverse(f"admin:world_{name}_changelist")).status_code == 200
        assert staff.get(reverse(f"admin:world_{name}_add")).status_code == 200
    assert Facility.objects.get().edited_on != clock.today()


def test_a_deleted_row_leaves_the_index(staff):
    reference = makers.reference()
    change = reverse("admin:library_reference_change", args=[reference.pk])
    assert staff.get(change).status_code == 200
    staff.post(reverse("admin:library_reference_delete", args=[reference.pk]), {"post": "yes"})
    assert not SearchEntry.objects.exists()
