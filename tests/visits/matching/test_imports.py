"""Do web processes stay without numpy, and the pure files without models?"""

import subprocess
import sys

import pytest

SETTLE = "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings';"


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", SETTLE + code], check=True, timeout=60)


def test_web_process_imports_neither_numpy_nor_scipy():
    run(
        "import django; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "import portal.wsgi, visits.matching.words, visits.matching.shortlist, visits.matching.gather;"
        "sys.exit(' '.join({'numpy', 'scipy'} & set(sys.modules)) or 0)"
    )


@pytest.mark.parametrize(
    "module", ["facts", "dates", "filters", "stems", "affinity", "weights", "score", "reasons", "shortlist"]
)
def test_pure_file_needs_no_models(module):
    run(f"import visits.matching.{module}; assert not [m for m in sys.modules if m.endswith('.models')]")
