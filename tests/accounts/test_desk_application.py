"""Does a coordinator see what is needed to decide, and nobody else anything?"""

import pytest
from django.urls import reverse

from tests import makers
from tests.accounts.pages import queries_of

pytestmark = pytest.mark.django_db


def url(application, name="desk_application"):
    return reverse(f"accounts:{name}", args=[application.pk])


@pytest.fixture
def role():
    return makers.coordinator()


def test_it_is_shown(as_user, role):
    application = makers.application(wants_protection=True)
    page = as_user(role.user).get(url(application)).content.decode()
    assert application.motivation in page
    assert "Will be protected" in page
    assert "Take it up" in page


def test_strangers_find_nothing(as_user, role):
    application = makers.application("in-review")
    for person in (makers.member(), makers.expert()):
        assert as_user(person).get(url(application)).status_code == 404
    assert as_user(application.user).get(url(application)).status_code == 302
    assert as_user(role.user).get(url(makers.application("started"))).status_code == 404
    assert as_user(role.user).get(url(makers.application(user=role.user))).status_code == 404


def test_another_countrys_coordinator_finds_nothing(as_user, role):
    makers.coordinator(countries=["NL"])
    german = makers.coordinator(countries=["DE"])
    application = makers.application()
    assert as_user(german.user).get(url(application)).status_code == 404
    assert as_user(german.user).post(url(application, "application_take")).status_code == 404


def test_similar_names_are_pointed_out(as_user, role):
    makers.member(name="Marta Peŕez")
    makers.organisation(name="Stichting De Kade")
    application = makers.application(name="Martha Perez", organisation_name="Stichtin De Kade")
    page = as_user(role.user).get(url(application)).content.decode()
    assert "Somebody like this is here already" in page
    assert "Stichting De Kade" in page


def test_officials_are_marked(as_user, role):
    assert "particular care" in as_user(role.user).get(url(makers.application(category="police"))).content.decode()


def test_after_a_decision_the_next_one_is_a_button_away(as_user, role):
    application, following = makers.application("in-review"), makers.application()
    browser = as_user(role.user)
    answer = {"decide-decision": "no", "decide-reason": "We could not reach you."}
    page = browser.post(url(application, "application_decide"), answer, follow=True).content.decode()
    assert url(following) in page
    assert "Next application" in page


def test_take_ask_and_decide(as_user, role):
    application = makers.application()
    browser = as_user(role.user)
    browser.post(url(application, "application_take"))
    browser.post(url(application, "application_ask"), {"ask-words": "Which house?"})
    application.refresh_from_db()
    assert (application.state, application.coordinator) == ("information-requested", role)
    assert application.messages.get().body == "Which house?"


def test_asking_a_member_to_vouch(as_user, role):
    application, voucher = makers.application("in-review"), makers.member()
    as_user(role.user).post(url(application, "application_ask_vouch"), {"vouch-member": voucher.pk})
    assert application.vouches.get().member == voucher


def test_a_yes_waits_for_a_second_one(as_user, role):
    application = makers.application("in-review")
    browser = as_user(role.user)
    answer = {"decide-decision": "yes", "decide-reason": "Known to us."}
    page = browser.post(url(application, "application_decide"), answer, follow=True).content.decode()
    assert "You have said yes" in page
    browser = as_user(makers.coordinator().user)
    assert "a second yes, or not" in browser.get(url(application)).content.decode()
    browser.post(url(application, "application_decide"), answer)
    application.refresh_from_db()
    assert application.state == "accepted"


def test_where_nobody_else_could_say_yes_the_servers_command_is_named(as_user, role):
    """And only there: with a second coordinator it is their turn."""
    application = makers.application("in-review")
    browser = as_user(role.user)
    browser.post(url(application, "application_decide"), {"decide-decision": "yes", "decide-reason": "Known."})
    command = f"manage.py accept_application {application.pk} --by {role.user.email}"
    assert command in browser.get(url(application)).content.decode()
    makers.coordinator()
    page = browser.get(url(application)).content.decode()
    assert command not in page
    assert "They are asked" in page


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("application_ask", {}, "Please write a sentence"),
        ("application_ask_vouch", {"vouch-member": "999999"}, "cannot be asked"),
        ("application_decide", {"decide-decision": "yes", "decide-reason": ""}, "Please give a reason"),
        ("application_decide", {"decide-reason": "Because."}, "Please choose yes or no"),
    ],
)
def test_bad_input_is_said_and_kept(as_user, role, name, data, words):
    application = makers.application("in-review")
    page = as_user(role.user).post(url(application, name), data).content.decode()
    assert words in page
    application.refresh_from_db()
    assert application.state == "in-review"


@pytest.mark.parametrize("name", ["application_take", "application_ask", "application_ask_vouch", "application_decide"])
def test_changes_refuse_get_and_strangers(as_user, role, name):
    application = makers.application()
    assert as_user(role.user).get(url(application, name)).status_code == 405
    assert as_user(makers.member()).post(url(application, name)).status_code == 404


def test_an_impossible_move_is_a_message(as_user, role):
    application = makers.application("declined")
    response = as_user(role.user).post(url(application, "application_take"), follow=True)
    assert response.status_code == 200
    assert "things have moved on" in response.content.decode()


def test_not_too_many_queries(as_user, role):
    application = makers.application("in-review")
    for _number in range(5):
        makers.vouch(application, makers.member(), vouches=True)
        makers.application()
    assert len(queries_of(as_user(role.user), url(application))) <= 18


def test_a_null_in_the_words_is_said_at_the_field(as_user, role):
    application = makers.application("in-review")
    page = as_user(role.user).post(url(application, "application_ask"), {"ask-words": "Which\x00 house?"})
    assert "Null characters are not allowed" in page.content.decode()
    assert not application.messages.exists()
