"""Where do front-end files of installed packages come from? Straight out of the environment, never a copy in the house."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# package, folder inside it, files we use
PACKAGES = [
    ("django_include_bootstrap", "static/css", ["bootstrap-reboot.min.css", "bootstrap-grid.min.css"]),
    ("django_htmx", "static/django_htmx", ["htmx-2.min.js"]),
]


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
