"""Does a browser send files with a bar, watch them being checked, and do without scripts?"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.site.demo.network.files import plan
from portal.uploads import actions
from portal.uploads.models import Upload
from tests import makers
from tests.journeys.looking import choose, look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, words_of_the_house):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def page(window_of):
    return window_of(makers.member(), width=390)


def written(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def test_sends_with_a_bar_and_sees_the_check_end(page, tmp_path):
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto("/me/files/")
    page.set_input_files("input[type=file]", written(tmp_path, "Räume.txt", b"House rules"))
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.resource_type)))
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("One file is here")).to_be_visible()
    assert ("POST", "xhr") in asked
    expect(page.locator("progress[aria-label='Being checked']")).to_be_visible()
    look(page)
    assert actions.check_waiting() == 1
    expect(page.get_by_role("link", name="Räume.txt", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Räume.txt", exact=True).click()
    assert download.value.suggested_filename == "Räume.txt"
    assert Path(download.value.path()).read_bytes() == b"House rules"
    assert wrong == []


def test_a_file_that_cannot_come_in_is_said_first(page, tmp_path):
    page.goto("/me/files/")
    page.set_input_files("input[type=file]", written(tmp_path, "page.html", b"<html>"))
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("“page.html”: This is a web page")
    look(page)
    page.set_input_files("input[type=file]", written(tmp_path, "rules.txt", b"House rules"))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("One file is here")).to_be_visible()
    assert Upload.objects.count() == 1, "the form that came back is sent once"


def test_without_scripts(window_of, tmp_path):
    page = window_of(makers.member(), width=320, scripts=False)
    page.goto("/me/files/")
    page.set_input_files("input[type=file]", written(tmp_path, "rules.txt", b"House rules"))
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("One file is here")).to_be_visible()
    actions.check_waiting()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("link", name="rules.txt", exact=True)).to_be_visible()
    page.get_by_role("link", name="Delete rules.txt").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("No files yet")).to_be_visible()


def test_a_picture_on_a_practice(window_of, tmp_path):
    practice = makers.practice(show_author_as="name")
    author, reader = window_of(practice.author, width=390), window_of(makers.member(), width=390)
    author.goto(f"/practices/{practice.pk}/")
    author.get_by_role("link", name="Files", exact=True).click()
    look(author)
    author.set_input_files("input[type=file]", written(tmp_path, "Mira's plan.png", plan()))
    author.get_by_label("What does it show?").fill("The plan of both booths")
    author.get_by_role("button", name="Put it on").click()
    expect(author.locator(".error-summary")).to_contain_text("tick the box")
    look(author)
    expect(author.get_by_label("Or one of “My files”").locator("option:checked")).to_have_text("Mira's plan.png")
    expect(author.get_by_label("What does it show?")).to_have_value("The plan of both booths")
    choose(author, "Nobody can be recognised")
    author.get_by_role("button", name="Put it on").click()

    expect(author.locator("progress[aria-label='Being checked']")).to_be_visible()
    look(author)
    reader.goto(f"/practices/{practice.pk}/")
    expect(reader.get_by_text("The plan of both booths")).to_have_count(0)
    assert actions.check_waiting() == 1
    expect(author.get_by_role("link", name="Mira's plan.png", exact=True)).to_be_visible()
    look(author)
    reader.reload()
    picture = reader.get_by_alt_text("The plan of both booths")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    reader.wait_for_function("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    look(reader)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="The plan of both booths").click()
    assert download.value.suggested_filename == "The plan of both booths.png"
