"""Can every shipped text of the guide be read in another language, and does what a person wrote stay as written?"""

import html
import re

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from exchange.guide import claim_loading, loading, paper
from exchange.guide.actions import claims, walking
from exchange.guide.models import Claim, Path, Step
from exchange.guide.providers import step_entry
from portal.ui import shipped
from tests import makers
from visits.actions.from_step import start_from_step

pytestmark = pytest.mark.django_db
SHOWN = re.compile("⟦.*?⟧", re.DOTALL)


@pytest.fixture
def pseudo(monkeypatch):
    """German, as if every shipped text was translated: each stands in brackets."""
    words = [text for _file, text, _what in shipped.texts()]
    catalogue = trans_real.TranslationCatalog()
    for text in words:
        catalogue[text] = f"⟦{text}⟧"
    monkeypatch.setattr(trans_real.translation("de"), "_catalog", catalogue)
    return words


@pytest.fixture
def reader():
    member = makers.member(user=makers.user(language="de"), organisation=makers.organisation(kind="planning-dcr"))
    loading.load()
    claim_loading.load()
    walking.start_path(member.user)
    return member


def left_in_english(page, words):
    rest = html.unescape(SHOWN.sub("", page))
    return [text for text in words if text in rest]


def test_no_shipped_text_is_left_in_english(as_user, pseudo, reader):
    browser, path = as_user(reader), Path.objects.get()
    step = Step.objects.exclude(caution="").exclude(example="").exclude(contexts={}).first()
    places = ["/guide/", f"/guide/{step.slug}/", "/guide/questions/", f"/guide/questions/{Claim.objects.first().slug}/"]
    places += [f"/guide/paths/{path.pk}/{more}" for more in ("", f"{step.slug}/", "print/")]
    for place in [*places, f"/visits/new/?step={step.slug}"]:
        page = browser.get(place).content.decode()
        assert "⟦" in page, place
        assert left_in_english(page, pseudo) == [], place
    with translation.override("de"):
        assert left_in_english(str(paper.data(path, with_notes=False)), pseudo) == []
        assert start_from_step(reader.user, "implementation", step).questions == [f"⟦{step.ask}⟧"]


def test_what_a_coordinator_wrote_stands_as_written_in_its_language(as_user, pseudo, reader):
    step, claim = Step.objects.first(), Claim.objects.first()
    said = claim.words() | {"said": "Het wordt hier luider.", "language": "nl"}
    claims.edit(makers.coordinator().user, claim, said)
    page = as_user(reader).get(f"/guide/questions/{claim.slug}/").content.decode()
    assert '<p class="lead" lang="nl">“Het wordt hier luider.”' in page
    assert f"⟦{claim.question}⟧" in html.unescape(page)
    assert step_entry(step).title == step.title
    assert f"⟦{step.lead}⟧" in step_entry(step).body


def test_what_a_browser_sends_back_unchanged_is_still_the_shipped_text(as_user, reader):
    step, claim = Step.objects.first(), Claim.objects.first()
    browser = as_user(makers.coordinator())
    for path, row in ((f"/guide/{step.slug}/edit/", step), (f"/guide/questions/{claim.slug}/edit/", claim)):
        form = browser.get(path).context["form"]
        sent = {name: str(form[name].value() or "").replace("\n", "\r\n") for name in form.fields}
        assert browser.post(path, sent).status_code == 302
        row.refresh_from_db()
        assert row.version == 1
    browser.post(path, sent | {"place": "Three cities\r\nin two countries"})
    claim.refresh_from_db()
    assert claim.place == "Three cities in two countries"
    assert shipped.language_of(claim.not_known, "nl") == ""


def test_what_is_not_translated_yet_says_that_it_is_english(as_user, reader):
    step = Step.objects.first()
    assert (
        f'<h1 lang="en">{html.escape(step.title)}</h1>' in as_user(reader).get(f"/guide/{step.slug}/").content.decode()
    )
    with translation.override("en"):
        assert shipped.language_of(step.title, "nl") == ""
