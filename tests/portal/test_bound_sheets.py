"""Can many threads bind the style sheets at the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from portal.ui.finders import BOUND, SheetFinder, bound_sheets


def test_many_at_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    finder = SheetFinder()
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _number: finder.bind(), range(64)))
    assert set(paths) == {str(tmp_path / "bound" / BOUND)}
    assert Path(paths[0]).read_text() == bound_sheets()
