"""Does work in files arrive whole, once, and in order; and does a broken file harm nobody?"""

from queue import Empty

import pytest
from kombu import Connection

from portal import folder_broker

folder_broker.register()


@pytest.fixture
def channel(tmp_path):
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection("folder://localhost/", transport_options=options) as connection:
        yield connection.default_channel


def test_messages_arrive_once_and_in_order(channel):
    for number in range(3):
        channel._put("now", {"number": number})

    assert [channel._get("now")["number"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Empty):
        channel._get("now")


def test_queues_do_not_mix(channel):
    channel._put("bulk", {"for": "bulk"})

    with pytest.raises(Empty):
        channel._get("now")
    assert channel._get("bulk") == {"for": "bulk"}


@pytest.mark.parametrize("text", ["", '{"half": '])
def test_unreadable_file_is_stepped_over(channel, tmp_path, text):
    (tmp_path / "queue" / "00000000000000000000_a.now.msg").write_text(text)
    channel._put("now", {"whole": True})

    assert channel._get("now") == {"whole": True}
    assert list((tmp_path / "queue").iterdir()) == []


def test_unfinished_file_is_not_seen(channel, tmp_path):
    (tmp_path / "queue" / ".00000000000000000000_a.now.msg").write_text("{")

    with pytest.raises(Empty):
        channel._get("now")


def test_full_disk_leaves_nothing_behind(channel, tmp_path, monkeypatch):
    def full(self, text):
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="No space"):
        channel._put("now", {})
    assert list((tmp_path / "queue").iterdir()) == []
