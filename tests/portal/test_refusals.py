"""What does somebody see whose step is not possible any more? The page they came from, with the reason."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from portal.moves import MoveRefused
from portal.site.refusals import MoveRefusedMiddleware, page_before


def refuse(method="post", path="/visits/3/submit/", **headers):
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.session = {}
    request._messages = Said()
    answer = MoveRefusedMiddleware(lambda _request: HttpResponse()).process_exception(request, MoveRefused("Too late."))
    return answer, [str(message) for message in get_messages(request)]


class Said(list):
    def add(self, level, message, extra_tags=""):
        self.append(message)


def test_back_to_the_page_with_the_reason():
    answer, said = refuse(referer="http://testserver/visits/3/?part=2")
    assert (answer.status_code, answer.url) == (302, "/visits/3/?part=2")
    assert said == ["Too late."]


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/visits/3/", "javascript:alert(1)"])
def test_to_the_dashboard_where_the_page_is_unknown(referer):
    answer, _said = refuse(referer=referer)
    assert answer.url == reverse("site:dashboard")


def test_a_page_that_refuses_itself_does_not_send_in_circles():
    request = RequestFactory().get("/visits/3/", headers={"referer": "http://testserver/visits/3/"})
    assert page_before(request) == reverse("site:dashboard")


def test_a_part_loaded_by_script_moves_the_whole_page():
    answer, _said = refuse(**{"referer": "http://testserver/visits/3/", "HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/visits/3/")


def test_other_errors_are_not_hidden():
    request = RequestFactory().get("/")
    assert MoveRefusedMiddleware(lambda _request: HttpResponse()).process_exception(request, ValueError()) is None
