"""How does work reach the one worker where no Redis runs? As files in a folder, each whole or not there.

Kombu's own folder transport writes a message in place: the worker may read it half, and an empty one (a full disk is
enough) ends the worker. This one renames whole files into the queue and steps over what it cannot read.
"""

import json
import logging
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # kombu's own names differ
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        folder = Path(self.data_folder_out)
        unfinished = folder / f".{name}"
        try:
            unfinished.write_text(json.dumps(payload))
            unfinished.rename(folder / name)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        for name in sorted(path.name for path in folder.iterdir()):
            if name.startswith(".") or not name.endswith(f".{queue}.msg"):
                continue
            taken = folder / f".taken-{name}"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue
            text = taken.read_text()
            taken.unlink()
            try:
                return json.loads(text)
            except ValueError:
                log.warning("broker.unreadable_message queue=%s", queue)
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.25  # seconds between looks into an empty folder


def register() -> None:
    """Make `folder://` known to kombu."""
    TRANSPORT_ALIASES["folder"] = f"{__name__}:Transport"
