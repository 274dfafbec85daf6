"""What does the process do that touches a hostile file? It limits itself first, then cleans, then says one line.

Started by `portal.uploads.checker` as `python -E -s child.py KIND SOURCE TARGET`, with an empty environment.
"""

import contextlib
import ctypes
import errno
import json
import resource
import signal
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[3]
MEMORY = 360 * 1024 * 1024
SECONDS = 25
LARGEST_FILE = 40 * 1024 * 1024
OPEN_FILES = 32
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


def limit_itself() -> None:
    """Set what nobody can raise again: memory, seconds of work, size of a file, no core dumps, no new rights."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with contextlib.suppress(OSError):  # where memory is short, this process goes first, never the worker
        Path("/proc/self/oom_score_adj").write_text("1000")
    with contextlib.suppress(OSError, AttributeError):
        process = ctypes.CDLL(None)
        process.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        process.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        process.prctl(PR_SET_DUMPABLE, 0)


def find_house() -> None:
    """Let `portal` be found without its own start, which would load Celery into every check."""
    bare = types.ModuleType("portal")
    bare.__path__ = [str(HOUSE / "portal")]
    sys.modules["portal"] = bare


def clean(kind: str, source: Path, target: Path) -> dict[str, object]:
    from portal.uploads.cleaning import verdict

    try:
        found = cleaner(kind)(source, target)
    except verdict.Refused as refusal:
        return {"refused": refusal.code}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy"}
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOENT):
            return {"trouble": errno.errorcode[error.errno]}
        return {"refused": "too_heavy" if error.errno == errno.EFBIG else "damaged"}
    except ImportError as error:
        return {"trouble": f"import {error.name}"}
    except Exception:
        return {"refused": "damaged"}
    return {"clean": found.kind, "remarks": found.remarks}


def cleaner(kind: str) -> Callable[..., Any]:
    """Return the function for the kind; each loads only the library that it needs."""
    if kind in ("jpg", "png", "webp"):
        from portal.uploads.cleaning import images

        return lambda source, target: images.clean(source, target, kind)
    if kind == "pdf":
        from portal.uploads.cleaning import pdfs

        return pdfs.clean
    if kind == "docx":
        from portal.uploads.cleaning import docx

        return docx.clean
    if kind == "odt":
        from portal.uploads.cleaning import odt

        return odt.clean
    from portal.uploads.cleaning import texts

    return texts.clean


def most_memory() -> int:
    """Return the megabytes that this process held at most; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


def main() -> None:
    kind, source, target = sys.argv[1:4]
    limit_itself()
    find_house()
    said = clean(kind, Path(source), Path(target))
    print(json.dumps({**said, "megabytes": most_memory()}), flush=True)


if __name__ == "__main__":
    main()
