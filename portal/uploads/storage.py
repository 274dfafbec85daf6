"""Where do the bytes lie? On the disk outside the web's folders: written whole or not at all."""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

FULL = (errno.ENOSPC, errno.EDQUOT)
PART = ".part"


class DiskFull(Exception):
    """There is no room; nothing was kept."""


def folder(name: str) -> Path:
    """Return the folder "waiting" (as handed in), "ready" (cleaned) or "small" (of pictures), made when it is not there."""
    path = Path(settings.FILES_DIR) / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def waiting(code: UUID) -> Path:
    return folder("waiting") / str(code)


def ready(code: UUID) -> Path:
    return folder("ready") / str(code)


def small(code: UUID) -> Path:
    """Return where the small version of a large picture lies; others have none."""
    return folder("small") / str(code)


def keep(code: UUID, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write what was handed in; return size and sha256. Raises DiskFull; then, as after any error, no file is left."""
    final = waiting(code)
    part = final.with_suffix(PART)
    digest, size = hashlib.sha256(), 0
    try:
        if shutil.disk_usage(final.parent).free < settings.FILES_KEEP_FREE:
            raise DiskFull
        with part.open("xb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, final)
    except BaseException as error:
        remove(part, final)
        if isinstance(error, OSError) and error.errno in FULL:
            raise DiskFull from error
        raise
    return size, digest.hexdigest()


def put_in_place(part: Path, final: Path) -> None:
    """Rename, and write the folder down too, so that the file is there after a power cut."""
    part.replace(final)
    descriptor = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def measured(path: Path) -> tuple[int, str]:
    """Return size and sha256 of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def remove(*paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def lying_about(older_than: float) -> Iterator[Path]:
    """Yield every file of these folders, and of the one where uploads arrive, last touched before the given time."""
    for name in ("waiting", "ready", "small", "arriving"):
        for path in folder(name).iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < older_than:
                    yield path
