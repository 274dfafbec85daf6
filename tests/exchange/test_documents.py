"""Can members bring documents, does a newer version take the place of the older, and who opens the file?"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.library.actions import documents as actions
from exchange.library.models import Document, DocumentFile
from portal.moves import MoveRefused
from tests import makers

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "House rules of the demo's room", "kind": "protocol", "body": "A demo house", "dated": "2024-05-01",
    "country": "NL", "url": "https://rules.example/", "language": "en", "audience": "members", "show_author_as": "role",
}  # fmt: skip


def test_a_member_brings_a_link_and_members_read_it(as_user, client):
    answer = as_user(makers.member()).post("/library/documents/new/", FIELDS)
    made = Document.objects.get()
    assert answer.url == f"/library/documents/{made.pk}/"
    page = as_user(makers.member()).get(answer.url).text
    assert ("1 May 2024" in page, "https://rules.example/" in page, "A demo house" in page) == (True, True, True)
    assert client.get(answer.url).status_code == 302
    assert made.title not in client.get("/library/documents/").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": ""}, "Please say where it can be read"),
        ({"dated": "2999-01-01"}, "still to come"),
        ({"dated": "1066-01-01"}, "check the year"),
        ({"kind": "law"}, "law of the state, of a region or of a city"),
        ({"kind": "gossip"}, "not one of the available choices"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_bad_input_is_said_and_kept(as_user, change, said):
    page = as_user(makers.member()).post("/library/documents/new/", FIELDS | change).text
    assert said in page
    assert "House rules of the demo&#x27;s room" in page
    assert not Document.objects.exists()


def test_a_law_says_that_it_is_no_advice_with_its_level_and_date(as_user):
    made = makers.document(kind="law", legal_level="city", dated=date(2023, 2, 1))
    page = as_user(makers.member()).get(f"/library/documents/{made.pk}/").text
    assert "Not legal advice." in page
    assert "Level: City. It was like this on 1 February 2023" in page


def test_a_newer_version_is_told_on_the_older_and_stands_in_the_list_alone(as_user):
    older = makers.document(title="Rules, first edition")
    client = as_user(makers.member())
    form = client.get("/library/documents/new/", {"of": older.pk}).text
    assert "Rules, first edition" in form
    client.post(f"/library/documents/new/?of={older.pk}", FIELDS | {"title": "Rules, second edition"})
    assert "A newer version exists." in client.get(f"/library/documents/{older.pk}/").text
    listed = client.get("/library/documents/").text
    assert ("second edition" in listed, "first edition" in listed) == (True, False)
    newer = Document.objects.get(supersedes=older)
    with pytest.raises(MoveRefused):
        actions.edit_document(older.author, older, {"supersedes": newer}, [])


def test_a_newer_version_for_fewer_readers_hides_nothing_from_the_others(as_user):
    older = makers.document(title="Rules, first edition")
    makers.document(title="Rules in the making", supersedes=older, audience="coordinators")
    client = as_user(makers.member())
    page = client.get("/library/documents/").text + client.get(f"/library/documents/{older.pk}/").text
    assert "Rules, first edition" in page
    assert "in the making" not in page
    assert "A newer version" not in page


def test_its_file_opens_to_its_readers_alone(as_user, client):
    sent = FIELDS | {"url": "", "files": SimpleUploadedFile("of-nurse-anna.txt", b"Wash your hands.")}
    author = makers.member()
    as_user(author).post("/library/documents/new/", sent)
    upload = DocumentFile.objects.get().upload
    address = f"/files/{upload.pk}/"
    assert as_user(makers.member()).get(address).status_code == 404  # not checked yet
    type(upload).objects.filter(pk=upload.pk).update(state="ready")
    Document.objects.update(audience="coordinators")
    assert as_user(makers.member()).get(address).status_code == 404
    ready = makers.document(url="")
    DocumentFile.objects.create(document=ready, upload=makers.upload(owner=ready.author, name="of-anna.txt"))
    page = as_user(makers.member()).get(f"/library/documents/{ready.pk}/").text
    assert ("Open the file" in page, "anna" in page) == (True, False)
    reader = as_user(makers.member())
    answer = reader.get(f"/files/{ready.file.upload_id}/", follow=True)
    assert (answer.getvalue(), "anna" in str(answer.headers)) == (b"House rules", False)
    assert client.get(f"/files/{ready.file.upload_id}/").status_code in (302, 404)


def test_a_file_with_the_names_of_writers_is_not_handed_on(as_user):
    made = makers.document(url="")
    upload = makers.upload(owner=made.author, kind="docx", remarks=["has_comments"])
    DocumentFile.objects.create(document=made, upload=upload)
    assert as_user(makers.member()).get(f"/files/{upload.pk}/").status_code == 404
    assert "names of who wrote in it" in as_user(made.author).get(f"/library/documents/{made.pk}/").text


def test_nobody_changes_what_others_brought_and_strangers_files_do_not_hang(as_user):
    made = makers.document()
    assert as_user(makers.member()).post(f"/library/documents/{made.pk}/edit/", FIELDS).status_code == 404
    with pytest.raises(MoveRefused):
        actions.edit_document(made.author, made, {}, [], upload=makers.upload())
    as_user(made.author).post(f"/library/documents/{made.pk}/edit/", FIELDS | {"seen": 1, "edition": "2nd"})
    made.refresh_from_db()
    assert (made.edition, made.version) == ("2nd", 2)
