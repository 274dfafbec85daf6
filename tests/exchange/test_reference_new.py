"""Can a member add a reference by hand, is what is wrong said beside its field, and who sees it then?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.library.models import Reference
from exchange.world.models import Source
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("library:reference_new")
TOLD = {
    "doi": "https://doi.org/10.1000/Abc.",
    "title": "Rooms  that breathe",
    "authors": "Smith, Anna\nWorld Health Organization",
    "year": "2021",
    "kind": "report",
    "language": "en",
    "access": "open",
    "topics": ["inhalation"],
    "summary": "It shows how.",
}


def test_what_a_member_adds_is_for_members_until_a_coordinator_has_checked_it(as_user, client):
    member = makers.member()
    as_user(member).post(URL, TOLD)
    made = Reference.objects.get()
    assert (made.doi, made.title, made.authors) == (
        "10.1000/Abc",
        "Rooms that breathe",
        "Smith, Anna; World Health Organization",
    )
    assert (made.origin, made.added_by, made.is_verified, made.slug) == (
        "member",
        member.user,
        False,
        "smith-2021-rooms-that-breathe",
    )
    page = reverse("library:reference_page", args=[made.slug])
    assert b"until a coordinator has checked it" in as_user(member).get(page).content
    client.logout()
    assert "/accounts/login/" in client.get(page).url
    as_user(makers.coordinator()).post(reverse("library:reference_mark", args=[made.slug]), {"mark": "check"})
    client.logout()
    assert b"Free to read" in client.get(page).content
    assert SearchEntry.objects.get(kind="reference").readers.strip() == "public"
    assert member.user.notices.get().kind == "library.reference_checked"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("doi", "nonsense", "This is no DOI"),
        ("doi", "DOI:10.1000/KNOWN", "It is here already:"),
        ("title", "known text!", "It is here already:"),
        ("title", "", "This field is required"),
        ("year", "soon", "Enter a whole number"),
        ("year", "2099", "This year is still to come"),
        ("url", "javascript:alert(1)", "Enter a valid URL"),
        ("summary", "x" * 401, "at most 400"),
        (
            "topics",
            ["inhalation", "police", "neighbours", "staffing", "legal", "housing-social"],
            "Five topics at most",
        ),
        ("kind", "poem", "Select a valid choice"),
    ],
)
def test_bad_input_is_said_beside_its_field(as_user, field, value, said):
    makers.reference(doi="10.1000/known", title="A known text", year=2020)
    makers.reference(title="Known text", year=2021)
    answer = as_user(makers.member()).post(URL, {**TOLD, field: value})
    assert said in " ".join(answer.context["form"].errors[field])
    assert b"It shows how." in answer.content or field == "summary"
    assert Reference.objects.count() == 2


def test_a_doi_is_looked_up_here_alone(as_user):
    client = as_user(makers.member())
    known = makers.reference(doi="10.1000/known")
    page = client.get(URL, {"doi": "http://dx.doi.org/10.1000/KNOWN"}).content.decode()
    assert reverse("library:reference_page", args=[known.slug]) in page
    Source.objects.create(
        slug="s", title="A source", publisher="A body", year=2019, url="https://doi.org/10.1000/source"
    )
    assert client.get(URL, {"doi": "10.1000/source"}).context["form"].initial["title"] == "A source"
    assert b"This is no DOI" in client.get(URL, {"doi": "what?"}).content


def test_a_file_is_for_members_and_only_with_the_word_that_it_may_be_passed_on(as_user, client):
    member = as_user(makers.member())
    answer = member.post(URL, {**TOLD, "files": SimpleUploadedFile("plan.txt", b"All of it.")})
    assert "may_be_passed_on" in answer.context["form"].errors
    told = {**TOLD, "files": SimpleUploadedFile("plan.txt", b"All of it."), "may_be_passed_on": "on"}
    member.post(URL, told)
    made = Reference.objects.get()
    upload = made.file.upload
    type(upload).objects.update(state="ready")
    Reference.objects.update(is_verified=True)
    page = reverse("library:reference_page", args=[made.slug])
    link = reverse("uploads:file_download", args=[upload.pk])
    assert link in as_user(makers.member()).get(page).content.decode()
    client.logout()
    assert link not in client.get(page).content.decode()
    assert client.get(link).status_code != 200


def test_the_same_form_twice_adds_one_and_strangers_add_none(as_user, client):
    from portal.ui import kept_typing

    member = makers.member()
    told = {**TOLD, kept_typing.FIELD: kept_typing.mark(member.user)}
    as_user(member).post(URL, told)
    as_user(member).post(URL, told)
    client.logout()
    client.post(URL, {**TOLD, "title": "Another"})
    assert Reference.objects.count() == 1
