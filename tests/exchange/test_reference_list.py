"""Does the library list what was checked, narrow it, and show members what is still to be checked?"""

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests import makers

pytestmark = pytest.mark.django_db
URL = reverse("library:reference_list")


def test_the_public_sees_checked_titles_only(client, as_user):
    makers.reference(title="Seen by us")
    makers.reference(title="Remembered", is_verified=False)
    assert b"Remembered" not in client.get(URL).content
    page = as_user(makers.member()).get(URL).content.decode()
    assert page.index("Seen by us") < page.index("Remembered") < page.index("Not checked yet")


def test_words_topic_country_and_year_narrow(client):
    wanted = makers.reference(title="Smoke rooms in Glasgow", country="GB", year=2021)
    wanted.topics.add(makers.topic("inhalation"))
    makers.reference(title="Another text", year=2001)
    for query in ("words=glasgow+smoke", "topic=inhalation", "country=GB", "since=2010"):
        page = client.get(f"{URL}?{query}").content.decode()
        assert "Smoke rooms" in page, query
        assert "Another text" not in page, query


def test_a_year_that_cannot_be_read_says_so_and_keeps_what_was_typed(client):
    makers.reference(title="Smoke rooms")
    page = client.get(f"{URL}?since=long+ago&words=smoke").content.decode()
    assert "Enter a whole number." in page
    assert 'value="long ago"' in page
    assert "Smoke rooms" in page


def test_nothing_found_says_what_to_do(client):
    assert b"No title fits" in client.get(f"{URL}?words=zebra").content


def test_a_retracted_text_says_so(client):
    makers.reference(is_retracted=True)
    assert b"Retracted" in client.get(URL).content


def test_pages_keep_the_filter(client):
    for _ in range(21):
        makers.reference(country="GB")
    page = client.get(f"{URL}?country=GB").content.decode()
    assert "?country=GB&amp;page=2" in page
    assert "Page 2 of 2" in client.get(f"{URL}?country=GB&page=2").content.decode()


def test_few_questions_and_few_bytes_with_the_real_data(client, django_assert_max_num_queries):
    call_command("import_library", verbosity=0)
    client.get(URL)
    with django_assert_max_num_queries(6):
        page = client.get(URL).content
    assert len(page) <= 30_000


def test_refuses_posts(client):
    assert client.post(URL).status_code == 405
