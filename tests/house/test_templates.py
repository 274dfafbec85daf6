"""Do all templates keep the policy of the pages: nothing inline, nothing from elsewhere, nothing that is not there?"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path for path in ROOT.rglob("*.html") if "emails" not in path.parts)
INLINE = {
    "style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "from elsewhere": re.compile(
        r"""<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE
    ),
    "javascript": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_is_whole_and_keeps_the_policy(path):
    text = path.read_text()
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []
    get_template(str(path.relative_to(ROOT)))
    named = re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", text)
    assert [name for name in named if finders.find(name) is None] == []


def test_style_sheets_name_only_pictures_that_are_there():
    css = Path(settings.BASE_DIR) / "portal/ui/static/portal/css"
    named = {
        (sheet, name) for sheet in css.glob("*.css") for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    }
    assert named
    assert [name for sheet, name in named if not (sheet.parent / name).is_file()] == []
