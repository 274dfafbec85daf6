"""Does the first administrator come in by the printed link, and nobody after them?"""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import Coordinator, SetupLink, User
from tests import makers

pytestmark = pytest.mark.django_db
GOOD = {"email": "First@example.org", "country": "NL", "password": "three-long-words"}


def link(capsys):
    call_command("make_admin_link")
    printed = capsys.readouterr().out.strip()
    return printed[printed.index("/setup/") :]


def test_the_link_makes_the_first_administrator(client, capsys):
    url = link(capsys)
    assert client.get(url).status_code == 200
    assert client.post(url, GOOD).url == "/desk/"
    user = User.objects.get()
    assert (user.email, user.is_superuser, user.check_password(GOOD["password"])) == ("first@example.org", True, True)
    assert user.member.name == "A coordinator"
    assert Coordinator.objects.get().user == user
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/desk/").status_code == 200


def test_it_works_once(client, capsys):
    url = link(capsys)
    client.post(url, GOOD)
    for again in (client.get(url), client.post(url, {**GOOD, "email": "second@example.org"})):
        assert again.status_code == 410
        assert "This link is used up" in again.content.decode()
    assert User.objects.count() == 1


def test_it_lasts_a_day(client, capsys, travel):
    url = link(capsys)
    travel(hours=25)
    assert client.get(url).status_code == 410


def test_a_new_link_ends_the_one_before(client, capsys):
    old, new = link(capsys), link(capsys)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_only_the_hash_is_kept(capsys):
    url = link(capsys)
    assert SetupLink.objects.get().token_hash not in url


def test_no_link_once_there_is_an_administrator():
    makers.administrator()
    with pytest.raises(CommandError):
        call_command("make_admin_link")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "password1234"}, "too common"),
        ({"email": "nobody"}, "valid email"),
        ({"country": ""}, "choose a country"),
        ({"password": ""}, "choose a password"),
    ],
)
def test_bad_input(client, capsys, wrong, words):
    page = client.post(link(capsys), {**GOOD, **wrong}).content.decode()
    assert words in page
    assert "needs another look" in page
    assert not User.objects.exists()


def test_a_taken_address(client, capsys):
    makers.user(email="first@example.org")
    assert "Somebody has signed up" in client.post(link(capsys), GOOD).content.decode()


def test_a_guessed_link_opens_nothing(client):
    assert client.get("/setup/abc/").status_code == 404
