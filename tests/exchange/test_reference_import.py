"""Does a file come in by the page, shown before it is taken in, and does a bad one cost nothing?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.library.actions import imports, references, undoing
from exchange.library.models import Reference, ReferenceImport
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from tests import makers
from tests.house.counting import asked

pytestmark = pytest.mark.django_db
URL = reverse("library:reference_import")
BIB = "".join(f"@article{{k{n}, title={{Rooms {n}}}, year=2020}}\n" for n in range(3)) + "@book{bad, year=x}\n"


def send(client, content=BIB, name="mine.bib"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(URL, {"file": file})


def test_it_is_read_shown_and_taken_in_after_a_yes(as_user):
    member = makers.member()
    makers.reference(title="Rooms 1", year=2020)
    client = as_user(member)
    page = send(client).url
    one = ReferenceImport.objects.get()
    assert b"It is being read" in client.get(page).content
    imports.work_on(one.pk)
    shown = client.get(page).content.decode()
    assert "2 references are new" in shown
    assert "year: “x” is no year" in shown
    assert Reference.objects.count() == 1
    client.post(page, {"confirm": "", "opens": "on"})
    imports.work_on(one.pk)
    imports.work_on(one.pk)
    assert Reference.objects.filter(origin="import", added_by=member.user, is_verified=False).count() == 2
    assert b"2 references came in" in client.get(page).content
    client.post(page, {"confirm": ""})
    assert AuditEvent.objects.filter(action="library.import_finish").count() == 1


def test_only_a_coordinator_opens_a_whole_file(as_user):
    client = as_user(makers.coordinator())
    page = send(client).url
    for _step in range(2):
        imports.work_on(ReferenceImport.objects.get().pk)
        client.post(page, {"confirm": "", "opens": "on"})
    assert Reference.objects.filter(is_verified=True).count() == 3


def test_it_is_its_owners_alone_and_can_be_put_aside(as_user):
    member = makers.member()
    page = send(as_user(member)).url
    imports.work_on(ReferenceImport.objects.get().pk)
    for stranger in (makers.member(), makers.coordinator()):
        assert as_user(stranger).get(page).status_code == 404
        assert as_user(stranger).post(page, {"confirm": ""}).status_code == 404
    as_user(member).post(page, {"discard": ""})
    assert ReferenceImport.objects.get().state == "discarded"
    assert not ReferenceImport.objects.get().rows.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "This file is empty."), (b"x" * (10 * 1024 * 1024 + 1), "This file is longer than 10 MB.")],
    ids=["empty", "long"],
)
def test_what_cannot_come_in_is_said_beside_the_field(as_user, content, said):
    assert said in send(as_user(makers.member()), content).context["form"].errors["file"][0]
    assert not ReferenceImport.objects.exists()


def test_what_is_no_list_is_said_on_its_page_and_a_member_brings_so_many(as_user, monkeypatch):
    client = as_user(makers.member())
    page = send(client, "Dear all,").url
    imports.work_on(ReferenceImport.objects.get().pk)
    assert b"There is no reference in it." in client.get(page).content
    monkeypatch.setattr(imports, "MOST_OF_A_MEMBER", 1)
    page = send(client).url
    imports.work_on(ReferenceImport.objects.first().pk)
    client.post(page, {"confirm": ""})
    assert ReferenceImport.objects.first().state == "ready"


def test_what_a_dead_worker_left_is_gone_on_with():
    user = makers.member().user
    one = imports.begin_import(user, "a.bib", BIB.encode())
    ReferenceImport.objects.update(attempts=1, lease_until=one.made_at.replace(year=2000))
    assert imports.work_on_waiting() == 1
    imports.confirm_import(user, one)
    first = ReferenceImport.objects.get()
    imports._load_batch(first, list(first.rows.filter(state="new")[:1]))
    ReferenceImport.objects.update(lease_until=one.made_at.replace(year=2000))
    assert imports.work_on_waiting() == 1
    assert ReferenceImport.objects.get().state == "done"
    assert Reference.objects.count() == 3


def test_a_coordinator_takes_a_file_out_again_but_for_what_was_changed_or_named(as_user):
    member, desk = makers.member(), makers.coordinator()
    page = send(as_user(member)).url
    for _step in range(2):
        imports.work_on(ReferenceImport.objects.get().pk)
        as_user(member).post(page, {"confirm": ""})
    first, second, third = Reference.objects.order_by("title")
    makers.collection(first)
    references.mark_reference(desk.user, second, "check")
    assert "Take it out again" not in as_user(member).get(page).text
    as_user(member).post(page, {"undo": "1"})
    assert Reference.objects.count() == 3
    assert page in as_user(desk).get("/desk/references/").text
    answer, queries = asked(as_user(desk), page)
    assert "Take one title out" in answer.text
    assert ("something here names it" in answer.text, "changed or checked it" in answer.text) == (True, True)
    assert ("mine.bib" in answer.text, len(queries) <= 6) == (False, True), queries
    as_user(desk).post(page, {"undo": "1"})
    assert list(Reference.objects.order_by("title")) == [first, second]
    assert not SearchEntry.objects.filter(kind="reference", object_id=third.pk).exists()
    assert "It was taken out again." in as_user(member).get(page).text
    assert AuditEvent.objects.filter(action="library.import_undo", actor=desk.user).count() == 1
    as_user(desk).post(page, {"undo": "1"})
    assert Reference.objects.count() == 2


def test_whatever_points_to_a_title_keeps_it():
    """A floor that comes later is asked too: every relation of the model is."""
    one = ReferenceImport.objects.create(name="", state="done")
    for number, naming in enumerate((makers.claim, makers.step, makers.practice, makers.gap, lambda: None)):
        reference, thing = makers.reference(), naming()
        one.rows.create(number=number, line=1, state="added", reference=reference)
        if thing is None:
            continue
        if hasattr(thing, "evidence") and hasattr(thing, "question"):
            thing.evidence.create(reference=reference, side="for")
        elif hasattr(thing, "references"):
            thing.references.add(reference)
        else:
            type(thing).objects.filter(pk=thing.pk).update(answer=reference)
    assert [row.stays for row in undoing.added_by(one).order_by("pk")] == ["named"] * 4 + [""]
    claimed = undoing.added_by(one).earliest("pk")
    type(claimed).objects.filter(pk=claimed.pk).update(is_verified=False)
    with pytest.raises(MoveRefused):
        references.remove_reference(makers.coordinator().user, claimed)
