"""Do the pure files stay without models?"""

import subprocess
import sys

import pytest

SETTLE = "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", SETTLE + code], check=True, timeout=60)


@pytest.mark.parametrize(
    "module",
    [
        "facts",
        "dates",
        "filters",
        "stems",
        "corpus",
        "memory",
        "affinity",
        "context",
        "weights",
        "score",
        "reasons",
        "shortlist",
        "grid",
        "assign",
    ],
)
def test_pure_file_needs_no_models(module):
    run(f"import visits.matching.{module}; assert not [m for m in sys.modules if m.endswith('.models')]")
