"""Can many threads bind the style sheets at the same moment, and can the image collect all files?"""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management import call_command

from portal.ui.finders import BOUND, SheetFinder, bound_sheets


def test_many_at_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    finder = SheetFinder()
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _number: finder.bind(), range(64)))
    assert set(paths) == {str(tmp_path / "bound" / BOUND)}
    assert Path(paths[0]).read_text() == bound_sheets()


def test_all_files_are_collected_for_the_image_as_the_dockerfile_does(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    whitenoise = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": whitenoise}
    call_command("collectstatic", interactive=False, verbosity=0)  # ends where a sheet names a file that is missing
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert (tmp_path / names["vendor/bootstrap-reboot.min.css"]).is_file()
    assert "lamp." in (tmp_path / names[BOUND]).read_text()  # pictures under the names that last
