"""What is shown when something is not there, not allowed, or broken?"""

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import get_resolver

from portal.site import views
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there(client):
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()


def test_a_member_keeps_their_way_home(as_user):
    page = as_user(makers.member()).get("/nowhere/").content.decode()
    assert 'href="/home/"' in page
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_each_error_has_its_page(status):
    assert get_resolver().resolve_error_handler(status)


def test_not_allowed():
    request = RequestFactory().get("/")
    request.user, request.session = makers.user(), {}
    assert "You may not open this page" in views.forbidden(request).content.decode()
    assert views.not_found(request, Http404()).status_code == 404


def test_the_page_for_what_is_broken_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = views.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "it is our fault" in answer.content.decode()


def test_a_form_without_its_token_can_be_sent_again():
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Please send it once more" in answer.content.decode()
