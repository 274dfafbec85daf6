"""What do tests of this floor leave behind? Nothing, also in libraries."""

from collections.abc import Iterator

import pytest
import vobject.icalendar


@pytest.fixture(autouse=True)
def _zones_are_read_from_each_file() -> Iterator[None]:
    """The reader keeps the rules of the first file that names a zone, for all later ones: another year has others."""
    known = vars(vobject.icalendar)["__tzidMap"]
    before = dict(known)
    yield
    known.clear()
    known.update(before)
