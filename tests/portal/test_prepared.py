"""Is a start quick only when nothing has changed?"""

import os
from types import SimpleNamespace

import pytest

from portal import prepared


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The settings of a house in an empty folder; `prepared` reads nothing else."""
    database = {"default": {"NAME": str(tmp_path / "portal.sqlite3")}}
    house = SimpleNamespace(BASE_DIR=tmp_path, DATA_DIR=tmp_path, DATABASES=database, IS_SQLITE=True, DEMO=True)
    monkeypatch.setattr(prepared, "settings", house)
    return house


@pytest.fixture
def folder(tmp_path, house):
    (tmp_path / "visits" / "migrations").mkdir(parents=True)
    (tmp_path / "visits" / "migrations" / "0001_initial.py").write_text("tables")
    (tmp_path / "requirements.txt").write_text("Django")
    (tmp_path / "portal.sqlite3").touch()
    return tmp_path


def test_nothing_has_changed(folder):
    assert not prepared.is_up_to_date()
    prepared.note()
    assert prepared.is_up_to_date()


@pytest.mark.parametrize("name", ["requirements.txt", "visits/migrations/0001_initial.py"])
def test_a_file_has_changed(folder, name):
    prepared.note()
    os.utime(folder / name, (1, 1))
    assert not prepared.is_up_to_date()


def test_another_migration_has_come(folder):
    prepared.note()
    (folder / "visits" / "migrations" / "0002_more.py").touch()
    assert not prepared.is_up_to_date()


def test_the_rows_are_gone(folder):
    prepared.note()
    (folder / "portal.sqlite3").unlink()
    assert not prepared.is_up_to_date()


def test_the_demo_was_not_loaded_yet(folder, house):
    house.DEMO = False
    prepared.note()
    house.DEMO = True
    assert not prepared.is_up_to_date()


def test_what_happens_on_a_server_is_not_seen_from_here(folder, house):
    prepared.note()
    house.IS_SQLITE = False
    assert not prepared.is_up_to_date()
