"""Does search show of the world and the library what pages show, to everybody?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from portal.search import registry
from portal.search.queries import readable
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = ["country", "facility", "reference"]


@pytest.fixture
def readers():
    return {"public": AnonymousUser(), "member": makers.member().user, "coordinator": makers.coordinator().user}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("reader", ["public", "member", "coordinator"])
def test_entries_and_lists_agree(readers, name, reader):
    call_command("import_world", verbosity=0)
    call_command("import_library", verbosity=0)
    found = [pk for kind, pk in readable(readers[reader]) if kind == name]
    listed = registry.kinds()[name].for_user(readers[reader]).values_list("pk", flat=True)
    assert set(found) == set(listed)
    assert found


def test_no_entry_holds_an_editors_note():
    room = makers.facility(editors_note="Street from memory.")
    assert "memory" not in registry.kinds()["facility"].entry(room).body
