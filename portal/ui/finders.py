"""Where do front-end files come from that do not lie in the house as they are sent?

Those of packages straight out of the environment, never a copy; our own style sheets bound into one.
"""

import re
import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# The sheets name their maps, and collecting the files for the image ends where a file that is named is missing.
BOOTSTRAP = ["bootstrap-reboot.min.css", "bootstrap-grid.min.css"]
# package, folder inside it, files we use
PACKAGES = [
    ("django_include_bootstrap", "static/css", [*BOOTSTRAP, *(f"{name}.map" for name in BOOTSTRAP)]),
    ("django_htmx", "static/django_htmx", ["htmx-2.min.js"]),
]
SHEETS = ["tokens", "base", "header", "pieces", "forms", "turns", "desk", "finds", "world"]
SHEET_FOLDER = Path(__file__).parent / "static/portal/css"
BOUND = "portal/css/house.css"


class PackageFinder(BaseFinder):
    """Serves only the named files, under `vendor/`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.files: dict[str, tuple[FileSystemStorage, str]] = {}
        for package, folder, names in PACKAGES:
            spec = find_spec(package)
            if spec is None or spec.origin is None:
                continue
            storage = FileSystemStorage(location=Path(spec.origin).parent / folder)
            storage.prefix = "vendor"  # type: ignore[attr-defined]  # collectstatic reads this attribute
            for name in names:
                self.files[f"vendor/{name}"] = (storage, name)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.files.get(path)
        if not found:
            return [] if find_all else None
        full = found[0].path(found[1])
        return [full] if find_all else full

    def list(self, ignore_patterns: Any) -> Any:
        for storage, name in self.files.values():
            yield name, storage


def bound_sheets() -> str:
    """Return all our sheets in their order, without what only people read: one file packs a quarter smaller."""
    text = "".join((SHEET_FOLDER / f"{name}.css").read_text() for name in SHEETS)
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL))


class SheetFinder(BaseFinder):
    """Serves the bound sheets under one name, beside the dark one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "bound")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def bind(self) -> str:
        """Write the file when a sheet has changed; whoever reads meanwhile has the old one whole."""
        path, text = Path(self.storage.path(BOUND)), bound_sheets()
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A name of its own for each writer: two threads of one process may bind at the same moment.
            draft = path.with_suffix(f".{uuid.uuid4().hex}")
            draft.write_text(text)
            draft.replace(path)
        return str(path)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BOUND:
            return [] if find_all else None
        return [self.bind()] if find_all else self.bind()

    def list(self, ignore_patterns: Any) -> Any:
        self.bind()
        yield BOUND, self.storage
