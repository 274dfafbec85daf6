"""What does the basement need to know of this floor?"""

from collections.abc import Iterator

from portal.site.context import address
from portal.site.indexing import FRONT
from portal.ui import public


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    public.register_pages(front_pages)


def front_pages() -> Iterator[public.Found]:
    for name in FRONT:
        if url := address(name):
            yield url, None
