"""Does a reference's page lead to the text, and say what is wrong with it?"""

import pytest
from django.urls import reverse

from tests import makers
from tests.house.counting import asked

pytestmark = pytest.mark.django_db


def page_of(client, reference):
    return client.get(reverse("library:reference_page", args=[reference.slug]))


def test_it_leads_to_the_text(client):
    reference = makers.reference(doi="10.1000/abc", summary="One sentence.", country="NL", keywords=["oddity"])
    page = page_of(client, reference).content.decode()
    for word in ("https://doi.org/10.1000/abc", "One sentence.", "Netherlands", "oddity", "Smith, A.; Jones, B."):
        assert word in page


def test_a_retracted_text_says_so(client):
    assert b"withdrew this text" in page_of(client, makers.reference(is_retracted=True)).content


def test_an_unchecked_text_is_for_members_and_says_so(client, as_user):
    reference = makers.reference(is_verified=False)
    assert "/accounts/login/" in page_of(client, reference).url
    assert b"Not checked yet" in page_of(as_user(makers.member()), reference).content


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Smith, A.", "Smith"),
        ("Smith, A.; Jones, B.", "Smith and Jones"),
        ("Smith, A.; Jones, B.; Doe, C.", "Smith, Jones and others"),
        ("Smith, A.; others", "Smith and others"),
        ("", ""),
    ],
)
def test_authors_in_short(authors, short):
    assert makers.reference(authors=authors).short_authors == short


def test_it_says_where_it_is_named_with_one_question_to_the_database(as_user, client):
    reference = makers.reference(doi="10.1000/abc")
    makers.figure(
        country=makers.country("NL", name="Netherlands"), source=makers.source(url="https://doi.org/10.1000/ABC")
    )
    makers.figure(country=makers.country("BE"), source=makers.source(url="https://doi.org/10.1000/abcd"))
    makers.step(slug="sit-down").references.add(reference)
    makers.claim(question="Is it louder there?").evidence.create(reference=reference, side="for")
    makers.statement(title="We stand by it", body=f"As [a study](/library/{reference.slug}/) says.")
    makers.statement(title="Not for all", audience="members", body=f"/library/{reference.slug}/")
    page = page_of(client, reference).text
    for words in ('href="/world/nl/">Netherlands', "/guide/sit-down/", "Is it louder there?", "We stand by it"):
        assert words in page
    assert ("/world/be/" in page, "Not for all" in page) == (False, False)
    assert "Not for all" in page_of(as_user(makers.member()), reference).text
    _answer, queries = asked(as_user(makers.coordinator()), reverse("library:reference_page", args=[reference.slug]))
    assert sum("UNION ALL" in query and "guide_step" in query for query in queries) == 1
    assert len(queries) <= 6, queries


def test_refuses_posts(client):
    assert client.post(reverse("library:reference_page", args=[makers.reference().slug])).status_code == 405
