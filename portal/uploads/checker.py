"""How is a file checked without danger to the worker? By a process that limits itself and knows no secret."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

CHILD = Path(__file__).parent / "cleaning" / "child.py"
# The child's own limit is in seconds of work; this one is for a child that waits, or a machine that is busy.
SECONDS = 55


@dataclass(frozen=True)
class Verdict:
    """`trouble` is ours, not the file's: it is tried again. `megabytes` is what the child held at most."""

    refused: str = ""
    remarks: list[str] = field(default_factory=list)
    trouble: str = ""
    megabytes: int = 0


def check(kind: str, source: Path, target: Path) -> Verdict:
    """Clean the source into the target. A child that dies of its limits means a file that is too heavy."""
    try:
        ended = subprocess.run(  # noqa: S603  # our own program; kind and paths are ours too
            [sys.executable, "-E", "-s", "-B", str(CHILD), kind, str(source), str(target)],
            env={"LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        return Verdict(refused="too_heavy")
    except OSError as error:
        return Verdict(trouble=type(error).__name__)
    return _read(ended)


def _read(ended: "subprocess.CompletedProcess[bytes]") -> Verdict:
    try:
        said = json.loads(ended.stdout)
    except ValueError:
        # Killed for its seconds, or crashed inside a library: this file is not for us. All else is our own mistake.
        return Verdict(refused="too_heavy") if ended.returncode < 0 else Verdict(trouble=f"exit {ended.returncode}")
    return Verdict(said.get("refused", ""), said.get("remarks", []), said.get("trouble", ""), said["megabytes"])
