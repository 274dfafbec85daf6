"""What does every test of files start from? A folder of its own, and a person who sends."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.uploads import actions, registry
from tests import makers


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_KEEP_FREE = 0
    return settings.FILES_DIR


@pytest.fixture(autouse=True)
def _no_floor_but_ours(monkeypatch) -> None:
    """What other floors register is tested there."""
    monkeypatch.setattr(registry, "_openers", [])
    monkeypatch.setattr(registry, "_places", [])
    monkeypatch.setattr(registry, "_titles", [])


@pytest.fixture
def owner():
    return makers.member().user


@pytest.fixture
def send(owner):
    """send("rules.txt", b"..."): hand a file in as the owner."""

    def sent(name: str = "rules.txt", data: bytes = b"House rules", by=None):
        return actions.receive(by or owner, SimpleUploadedFile(name, data))

    return sent


@pytest.fixture
def on_disk(files_dir):
    """Return the names of all files that lie in the folders now."""

    def found() -> list[str]:
        return sorted(str(path.relative_to(files_dir)) for path in files_dir.rglob("*") if path.is_file())

    return found
