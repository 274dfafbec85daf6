"""Are all strings found, kept and compiled, without gettext on the machine?"""

import gettext

import pytest
from django.core.management import CommandError, call_command

from portal.site.messages import catalogues, extraction
from portal.ui import shipped

TEMPLATE = """{% load i18n %}<p title="it's">{% translate "Ask for a visit" %}</p>
{% blocktranslate trimmed count n=n with who=user.name %}One thing for {{ who }}{% plural %}{{ n }} things for {{ who }}
{% endblocktranslate %} {% translate "May" context "month" %} {% translate 'A no\u00a0break' %}"""


def test_strings_of_a_template():
    found = {
        (message, context) for _line, message, _notes, context in extraction.strings_of_template(TEMPLATE, "x.html")
    }
    assert found == {
        ("Ask for a visit", None),
        (("One thing for %(who)s", "%(n)s things for %(who)s"), None),
        ("May", "month"),
        ("A no\u00a0break", None),
    }


def test_strings_of_python_and_scripts():
    python = [row[1] for row in extraction.strings_of('x = ngettext("%d day", "%d days", n)\n_("Yes")', "python")]
    script = [row[1] for row in extraction.strings_of("alert(gettext('Saved'))", "javascript")]
    assert python == [("%d day", "%d days"), "Yes"]
    assert script == ["Saved"]


def test_the_first_lists_and_shipped_texts_are_among_the_strings():
    keys = catalogues.keys(extraction.template_catalogue())
    assert (None, "Smoking rooms and ventilation") in keys
    assert len({text for _file, text, _what in shipped.texts()}) > 200
    assert [text for _file, text, _what in shipped.texts() if (None, text) not in keys] == []


def test_what_was_translated_stays_and_is_compiled(tmp_path):
    template = extraction.template_catalogue()
    catalogues.update(tmp_path, template)
    path = catalogues.path_of(tmp_path, "nl")
    path.write_text(path.read_text().replace('msgid "Dutch"\nmsgstr ""', 'msgid "Dutch"\nmsgstr "Nederlands"'))
    catalogues.update(tmp_path, template)
    assert list(catalogues.missing(tmp_path, template)) == []
    assert catalogues.compile_all(tmp_path) == 5
    assert catalogues.compile_all(tmp_path) == 0
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Dutch") == "Nederlands"


def test_a_string_that_is_missing_is_named(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="make messages"):
        call_command("messages", "--check")
