"""Which data comes with the portal, and is it loaded? Real data always, the demo network once and only with DEMO."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands

from portal import clock
from portal.site.models import LoadedFolder

WORLD = settings.BASE_DIR / "exchange" / "world" / "data"
STATEMENTS = settings.BASE_DIR / "exchange" / "statements" / "data"
LIBRARY = settings.BASE_DIR / "exchange" / "library" / "data"
GUIDE = settings.BASE_DIR / "exchange" / "guide" / "data"
SYNONYMS = settings.BASE_DIR / "portal" / "search" / "data"
DEMO_CONTENT = settings.BASE_DIR / "portal" / "site" / "demo"


@dataclass(frozen=True)
class Load:
    """One folder, the command that loads it, and whether it is loaded again when its files change."""

    name: str
    command: str
    folder: Path
    progress: str
    again: bool = True
    takes_folder: bool = True


def loads() -> list[Load]:
    found = [
        Load("synonyms", "load_synonyms", SYNONYMS, "Loading the words of the field ..."),
        Load("world", "import_world", WORLD, "Loading countries, rooms and figures ..."),
        # The number: journal, volume and pages have places of their own now, so the list is read once more.
        Load("library-2", "import_library", LIBRARY, "Loading the library ..."),
        Load("statements", "load_statements", STATEMENTS, "Loading the statements ..."),
        Load("guide", "load_guide", GUIDE, "Loading the way to a new room ..."),
        Load("claims", "load_claims", GUIDE, "Loading what people ask ..."),
    ]
    if settings.DEMO:
        found.append(
            Load("demo", "load_demo", DEMO_CONTENT, "Loading the demo network ...", again=False, takes_folder=False)
        )
    # Last: entries carry marks of the words of the field. A new name makes every house's index anew, once.
    found.append(Load("search-4", "rebuild_search", SYNONYMS, "Making the search index ...", takes_folder=False))
    known = get_commands()
    return [load for load in found if load.command in known]


def fingerprint(folder: Path) -> str:
    """Return one hash over the names and contents of the folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def is_due(load: Load) -> bool:
    """Was it never loaded, or have its files changed since?"""
    loaded = LoadedFolder.objects.filter(name=load.name).first()
    if loaded is None:
        return True
    return load.again and loaded.fingerprint != fingerprint(load.folder)


def load_what_is_due(say: Callable[[str], object]) -> None:
    for load in loads():
        if not is_due(load):
            continue
        say(load.progress)
        # The commands count what they did; here one line is enough. What is wrong they say on stderr.
        call_command(load.command, *([str(load.folder)] if load.takes_folder else []), stdout=io.StringIO())
        LoadedFolder.objects.update_or_create(
            name=load.name, defaults={"fingerprint": fingerprint(load.folder), "loaded_at": clock.now()}
        )
