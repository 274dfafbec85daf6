"""Do mails lie in the demo's letterbox, whole and newest first?"""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from portal import clock
from portal.delivery import letterbox


def message(subject, to="ana@example.org"):
    made = EmailMultiAlternatives(subject, "Grüße, in words", "Your network <news@localhost>", [to])
    made.attach_alternative("<p>In <b>HTML</b></p>", "text/html")
    return made


@pytest.fixture
def box(settings, tmp_path):
    settings.LETTERBOX_DIR = tmp_path / "letterbox"
    return get_connection("portal.delivery.letterbox.LetterboxBackend")


def test_newest_first(box):
    box.send_messages([message("First"), message("Second", to="ben@example.org")])

    second, first = letterbox.read_letters()
    assert (first.subject, first.to) == ("First", "ana@example.org")
    assert (second.text.strip(), second.html.strip()) == ("Grüße, in words", "<p>In <b>HTML</b></p>")
    assert letterbox.read_letters(to="ana@example.org") == letterbox.read_letters(2)[1:]


def test_no_half_letter_is_seen(box, settings):
    box.send_messages([message("Whole")])
    (settings.LETTERBOX_DIR / ".00000000000000000001-half.eml").write_bytes(b"Subj")

    assert [letter.subject for letter in letterbox.read_letters()] == ["Whole"]


def test_empty_letterbox(box):
    assert letterbox.read_letters() == []


@pytest.mark.parametrize("name", ["../secret.eml", "/etc/passwd", "nothing.eml", "", "."])
def test_name_that_points_elsewhere_is_nothing(box, settings, name):
    (settings.LETTERBOX_DIR.parent / "secret.eml").write_bytes(b"Subject: secret\n\n")

    assert letterbox.read_letter(name) is None


def test_one_letter_by_name(box):
    box.send_messages([message("Found")])
    [letter] = letterbox.read_letters()

    assert letterbox.read_letter(letter.name) == letter


def test_terminal_shows_whom_what_and_words(capsys):
    get_connection("portal.delivery.letterbox.TerminalBackend").send_messages([message("Your code")])

    shown = capsys.readouterr().out
    assert "To: ana@example.org\nSubject: Your code" in shown
    assert "Grüße, in words" in shown


def test_a_letter_has_the_day_that_its_reader_lives_in(box, travel):
    travel(days=7)
    box.send_messages([message("Next week")])

    assert abs(letterbox.read_letters()[0].at - clock.now()) < timedelta(seconds=5)
