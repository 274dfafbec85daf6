"""Can an author put files on a practice, and does each reader get exactly those that they may, under harmless names?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from exchange.practices import actions, files
from exchange.practices.models import HiddenAuthor, PracticeFile
from exchange.practices.paper import data
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from portal.uploads import actions as uploads
from portal.uploads import storage
from portal.uploads.models import Upload
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_KEEP_FREE = 0


@pytest.fixture
def practice():
    return makers.practice(show_author_as="name")


@pytest.fixture
def anonymous():
    made = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=made, user=makers.member(name="Mira Example").user)
    return made


def address(practice):
    return f"/practices/{practice.pk}/files/"


def page_of(practice):
    return f"/practices/{practice.pk}/"


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return out.getvalue()


def sent(name="Mira at home.png", content=None, **fields):
    file = SimpleUploadedFile(name, picture() if content is None else content)
    return {"files": file, "caption": "The plan of both booths", "no_identifying": "on", **fields}


def status(client, upload, more=""):
    answer = client.get(f"/files/{upload.pk}/{more}")
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def test_puts_on_is_checked_and_readers_see_it(as_user, practice):
    author, reader = as_user(practice.author), as_user(makers.member())
    assert author.post(address(practice), sent()).status_code == 302
    file = PracticeFile.objects.select_related("upload").get()
    assert "Being checked" in author.get(address(practice)).text
    assert "One file is not shown to others yet" in author.get(page_of(practice)).text
    assert "The plan of both booths" not in reader.get(page_of(practice)).text
    assert status(reader, file.upload) == 404
    assert uploads.check_waiting() == 1

    page = reader.get(page_of(practice)).text
    assert f'<img src="/files/{file.upload_id}/picture/" alt="The plan of both booths"' in page
    assert "Mira at home" not in page
    assert status(reader, file.upload, "picture/") == 200
    answer = reader.get(f"/files/{file.upload_id}/")
    assert answer["Content-Disposition"] == 'attachment; filename="The plan of both booths.png"'
    assert answer.getvalue()
    own = author.get(f"/files/{file.upload_id}/")
    assert own["Content-Disposition"] == 'attachment; filename="Mira at home.png"'
    assert own.getvalue()
    assert practice.title in author.get("/me/files/").text
    assert "Only you can open it" not in author.get(address(practice)).text


def test_what_is_wrong_is_said_beside_the_field_and_words_are_kept(as_user, practice):
    author = as_user(practice.author)
    answer = author.post(address(practice), sent("page.html", b"<html>"))
    assert "“page.html”: This is a web page" in answer.text
    assert 'value="The plan of both booths"' in answer.text
    assert "Please choose a file." in author.post(address(practice), {"caption": "A plan", "no_identifying": "on"}).text
    two = [SimpleUploadedFile(f"{number}.png", picture()) for number in "ab"]
    assert "One file at a time, please." in author.post(address(practice), sent(files=two)).text
    assert not Upload.objects.exists()


def test_a_file_is_not_sent_twice_for_a_missing_answer(as_user, practice):
    author = as_user(practice.author)
    answer = author.post(address(practice), sent(caption="", no_identifying=""))
    assert "Please say in a few words what it shows." in answer.text
    assert "Please look once more, and tick the box." in answer.text
    upload = Upload.objects.get()
    assert f'<option value="{upload.pk}" selected>Mira at home.png</option>' in answer.text
    author.post(address(practice), {"kept": upload.pk, "caption": "The plan", "no_identifying": "on"})
    assert practice.files.get().upload == upload


def test_a_refused_file_says_why_at_its_row_and_sends_a_notice(as_user, practice):
    author = as_user(practice.author)
    author.post(address(practice), sent(content=picture()[:60]))
    uploads.check_waiting()
    assert PracticeFile.objects.get().upload.state == "refused"
    assert "This file cannot be read" in author.get(address(practice)).text
    assert "The plan" not in as_user(makers.member()).get(page_of(practice)).text
    notice = Notice.objects.get(kind="uploads.refused")
    assert notice.recipient == practice.author
    assert "This file cannot be read" in author.get("/inbox/").text
    uploads.delete(practice.author, PracticeFile.objects.get().upload)
    assert "This file cannot be read" not in author.get("/inbox/").text


def test_captions_and_taking_off(as_user, practice):
    file = makers.practice_file(practice)
    author, reader = as_user(practice.author), as_user(makers.member())
    name = f"file-{file.pk}-caption"
    assert "Please say in a few words" in author.post(address(practice), {"words": file.pk, name: " "}).text
    author.post(address(practice), {"words": file.pk, name: "Rules, one page"})
    assert "Rules, one page" in reader.get(page_of(practice)).text
    author.post(address(practice), {"drop": file.pk})
    assert status(reader, file.upload) == 404
    assert status(author, file.upload) == 200
    assert author.post(address(practice), {"drop": file.pk}).status_code == 404
    # What was taken off waits to be put on again.
    again = {"kept": file.upload_id, "caption": "House rules", "no_identifying": "on"}
    assert author.post(address(practice), again).status_code == 302
    assert status(reader, file.upload) == 200


@pytest.mark.parametrize("number", ["", "x", "٣", "9" * 40, "-1"])
def test_a_row_that_is_not_there(as_user, practice, number):
    for act in ("drop", "words"):
        assert as_user(practice.author).post(address(practice), {act: number}).status_code == 404


def test_strangers_and_coordinators_neither_see_nor_change_the_authors_page(as_user, practice):
    file = makers.practice_file(practice)
    for user in (makers.member(), makers.coordinator().user):
        client = as_user(user)
        assert client.get(address(practice)).status_code == 404
        assert client.post(address(practice), {"drop": file.pk}).status_code == 404
    other = makers.practice_file(makers.practice())
    assert as_user(practice.author).post(address(practice), {"drop": other.pk}).status_code == 404
    with pytest.raises(MoveRefused):
        actions.drop_file(makers.member().user, file)


def test_only_what_is_mine_and_free_is_put_on(as_user, practice):
    others = makers.upload()
    answer = as_user(practice.author).post(
        address(practice), {"kept": others.pk, "caption": "The plan", "no_identifying": "on"}
    )
    assert answer.status_code == 200
    for upload in (
        others,
        makers.practice_file(makers.practice(author=practice.author)).upload,
        makers.upload(owner=practice.author, state="refused", reason="damaged"),
    ):
        with pytest.raises(MoveRefused):
            actions.add_file(practice.author, practice, upload, "The plan")
    assert not practice.files.exists()


def test_a_draft_is_its_authors_and_a_narrowed_text_closes_at_once(as_user, practice):
    file, police = makers.practice_file(practice), as_user(makers.member(category="police"))
    assert status(police, file.upload) == 200
    actions.change_audience(practice.author, practice, "dcr-and-peers")
    assert status(police, file.upload) == 404
    draft = makers.practice_file(makers.practice(state="draft", posted_at=None))
    assert status(police, draft.upload) == 404
    assert status(as_user(makers.coordinator().user), draft.upload) == 404
    assert status(as_user(draft.practice.author), draft.upload) == 200


def test_an_anonymous_text_names_its_owner_nowhere(as_user, anonymous):
    author, reader = anonymous.hidden_author.user, as_user(makers.coordinator().user)
    as_user(author).post(address(anonymous), sent("Mira Example.png"))
    uploads.check_waiting()
    file = PracticeFile.objects.select_related("upload").get()
    answer = reader.get(f"/files/{file.upload_id}/")
    assert answer.getvalue()
    said = str(answer.headers) + reader.get(page_of(anonymous)).text
    assert "The plan of both booths" in said
    assert "Mira" not in said
    assert not AuditEvent.objects.filter(actor=author).exists()
    back = makers.administrator()
    page = as_user(back).get(f"/backstage/uploads/upload/{file.upload_id}/change/")
    assert page.status_code == 200
    assert "owner" not in page.text.lower()


@pytest.mark.parametrize("show_author_as", ["anonymous", "name"])
@pytest.mark.parametrize("remarks", [[], ["letters_converted"], ["has_comments"], ["letters_converted", "has_changes"]])
def test_names_inside_a_document_stay_off_an_anonymous_text(as_user, show_author_as, remarks):
    owner = makers.member().user
    practice = makers.practice(author=owner if show_author_as == "name" else None, show_author_as=show_author_as)
    HiddenAuthor.objects.create(practice=practice, user=owner)
    file = makers.practice_file(practice, upload=makers.upload(owner=owner, remarks=remarks))
    should = show_author_as == "name" or not {"has_comments", "has_changes"} & set(remarks)
    assert files.is_shown(file, practice) is should
    assert files.shown_files().filter(pk=file.pk).exists() is should
    reader = as_user(makers.member())
    assert status(reader, file.upload) == (200 if should else 404)
    assert (file.caption in reader.get(page_of(practice)).text) is should
    assert ("holds the names" in as_user(owner).get(address(practice)).text) is not should


def test_two_at_once_and_one_form_twice(practice, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 2)
    user = practice.author
    first, twin, more = (makers.upload(owner=user) for _number in range(3))
    made = actions.add_file(user, practice, first, "The plan", form_code="one")
    assert actions.add_file(user, practice, twin, "The plan", form_code="one") == made
    assert not Upload.objects.filter(pk=twin.pk).exists()
    actions.add_file(user, practice, more, "Rules")
    with pytest.raises(MoveRefused):
        actions.add_file(user, practice, makers.upload(owner=user), "One more")
    assert [file.caption for file in files.files_of(practice)] == ["The plan", "Rules"]


def test_a_full_practice_takes_no_file_in(as_user, practice, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 1)
    makers.practice_file(practice)
    client = as_user(practice.author)
    assert "1 files are enough" in client.get(address(practice)).text.replace("\n", " ")
    assert client.post(address(practice), sent()).status_code == 200
    assert Upload.objects.count() == 1


def test_what_readers_get_has_a_new_version(as_user, practice):
    reviewed = makers.full_practice(state="reviewed")
    before = reviewed.version
    actions.add_file(reviewed.author, reviewed, makers.upload(owner=reviewed.author), "The plan")
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.version) == ("full", before + 1)
    actions.add_file(practice.author, practice, makers.upload(owner=practice.author), "The plan")
    actions.drop_file(practice.author, practice.files.get())
    changes = as_user(practice.author).get(f"/practices/{practice.pk}/changes/").text
    assert "<h3>Files</h3>" in changes
    assert "<del>The plan</del>" in changes
    draft = makers.practice(author=practice.author, state="draft", posted_at=None)
    actions.add_file(practice.author, draft, makers.upload(owner=practice.author), "The plan")
    draft.refresh_from_db()
    assert (draft.version, draft.revisions.count()) == (1, 0)


def test_a_form_that_began_before_a_file_came_can_still_be_saved(as_user, practice):
    client, edit = as_user(practice.author), f"/practices/{practice.pk}/more/1/"
    actions.add_file(practice.author, practice, makers.upload(owner=practice.author), "The plan")
    answer = client.post(edit, {"problem": practice.problem, "goal": "", "seen": practice.version})
    assert "No words differ" in answer.text
    assert f'name="seen" value="{practice.version + 1}"' in answer.text
    assert client.post(edit, {"problem": "Smoke", "seen": practice.version + 1}).status_code == 302


def test_the_list_narrows_to_those_with_files(as_user, practice):
    makers.practice(title="Without any")
    makers.practice_file(practice)
    waiting = makers.practice(title="Still being checked")
    makers.practice_file(waiting, upload=makers.upload(owner=waiting.author, state="checking"))
    page = as_user(makers.member()).get("/practices/?files=with").text
    assert practice.title in page
    assert "With files" in page
    assert "Without any" not in page
    assert "Still being checked" not in page
    assert "Without any" in as_user(makers.member()).get("/practices/?files=x").text


def test_paper_says_which_there_are(practice):
    makers.practice_file(practice)
    makers.practice_file(practice, upload=makers.upload(owner=practice.author, state="checking"), caption="Not yet")
    assert data(practice)["files"]["rows"] == [["House rules on one page", "Plain text"]]


def test_queries_stay_flat(as_user, practice):
    reader, author = as_user(makers.member()), as_user(practice.author)
    makers.practice_file(practice)
    before = [counted(reader, page_of(practice)), counted(author, address(practice))]
    for number in range(8):
        makers.practice_file(practice, caption=f"Plan {number}")
    assert [counted(reader, page_of(practice)), counted(author, address(practice))] == before


def test_on_a_host_of_its_own_the_name_stays_harmless_too(settings, as_user, practice):
    settings.FILES_HOST, settings.ALLOWED_HOSTS = "files.example", ["*"]
    file = makers.practice_file(practice, upload=makers.upload(owner=practice.author, name="Mira.txt"))
    link = as_user(makers.member()).get(f"/files/{file.upload_id}/")["Location"]
    answer = Client().get(link.removeprefix("https://files.example"), headers={"host": "files.example"}, secure=True)
    assert "House rules on one page.txt" in answer["Content-Disposition"]
    assert answer.getvalue() == b"House rules"


def test_a_picture_is_a_picture(as_user, practice):
    text = makers.practice_file(practice).upload
    assert status(as_user(makers.member()), text, "picture/") == 404
    gone = makers.practice_file(
        practice, upload=makers.upload(owner=practice.author, kind="png", name="plan.png"), caption="The plan"
    ).upload
    storage.remove(storage.ready(gone.code))
    assert status(as_user(makers.member()), gone, "picture/") == 404
