"""Do web processes stay light? What reads, draws and computes is for the worker, and loaded there when it is needed."""

import subprocess
import sys

HEAVY = {"numpy", "scipy", "PIL", "pikepdf", "typst", "lxml", "fontTools"}


def test_web_process_imports_nothing_heavy():
    """In an interpreter of its own: the server's entry, and every view behind every address."""
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"
        "import portal.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "import visits.matching.words, visits.matching.shortlist, visits.matching.gather;"
        f"print(' '.join({HEAVY!r} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True)
    assert found.stdout.strip() == ""
