"""Does staff's repair leave a trace, keep the import away, and reach the index?"""

import pytest
from django.urls import reverse

from exchange.world.models import Country
from portal.audit.models import AuditEvent
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_change_marks_the_row_as_edited(as_user):
    country = makers.country()
    staff = as_user(makers.administrator())
    fields = {"iso2": "NL", "name": "Netherlands", "legal_basis": "guideline", "discussion": "operating"}
    response = staff.post(reverse("admin:world_country_change", args=[country.pk]), fields)
    assert response.status_code == 302
    assert Country.objects.get().edited_on is not None
    assert AuditEvent.objects.get(action="record_edited").subject_id == country.pk
    assert SearchEntry.objects.get(kind="country").title == "Netherlands"


@pytest.mark.parametrize("name", ["source", "country", "facility", "milestone", "figure"])
def test_every_list_opens(as_user, name):
    makers.facility()
    makers.milestone()
    makers.figure()
    staff = as_user(makers.administrator())
    assert staff.get(reverse(f"admin:world_{name}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:world_{name}_add")).status_code == 200


def test_a_deleted_row_leaves_the_index(as_user):
    reference = makers.reference()
    staff = as_user(makers.administrator())
    change = reverse("admin:library_reference_change", args=[reference.pk])
    assert staff.get(change).status_code == 200
    staff.post(reverse("admin:library_reference_delete", args=[reference.pk]), {"post": "yes"})
    assert not SearchEntry.objects.exists()
