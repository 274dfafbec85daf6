"""Where do the strings and their translations stand? In locale/: one template, one catalogue for each language."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from portal import clock

Key = tuple[str | None, str]


def languages() -> list[str]:
    """Return the languages that need a catalogue: all but the one the house is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str | None = None) -> Catalog:
    if not path.exists():
        header = "# The words of the portal in another language; `make messages` keeps up, people translate."
        return Catalog(locale=language, project="portal", charset="utf-8", header_comment=header)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path: Path, catalogue: Catalog) -> None:
    """Write without line numbers, so that a moved line changes nothing here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, ignore_obsolete=True)


def keys(catalogue: Catalog) -> set[Key]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalogue if m.id}


def missing(folder: Path, template: Catalog) -> Iterator[str]:
    """Yield, for each catalogue that is behind or ahead of the strings, what is wrong with it."""
    wanted = keys(template)
    for path in [folder / "django.pot", *(path_of(folder, language) for language in languages())]:
        found = keys(read(path))
        if found != wanted:
            examples = sorted(text for _context, text in found ^ wanted)[:3]
            yield f"{path.name} in {path.parent}: {len(found ^ wanted)} strings differ, e.g. {examples}"


def update(folder: Path, template: Catalog) -> None:
    """Write the template, and bring each language's catalogue up to it; what was translated stays."""
    if keys(read(folder / "django.pot")) == keys(template):
        template.creation_date = read(folder / "django.pot").creation_date
    write(folder / "django.pot", template)
    for language in languages():
        catalogue = read(path_of(folder, language), language)
        catalogue.update(template, no_fuzzy_matching=True)
        write(path_of(folder, language), catalogue)


def compile_all(folder: Path) -> int:
    """Compile the catalogues that are newer than their compiled form; return how many."""
    compiled = 0
    for path in folder.glob("*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
            continue
        fresh = target.with_suffix(f".{clock.now().timestamp()}")
        with fresh.open("wb") as file:
            write_mo(file, read(path))
        fresh.replace(target)
        compiled += 1
    return compiled
