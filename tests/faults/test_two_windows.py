"""Who wins when two windows save the same text at the same moment? Exactly one; the other is shown both texts."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from exchange.practices.models import Practice, Revision
from tests import makers
from tests.exchange.test_practice_new import GOOD

ROUNDS = 20
WINDOWS = ("A lamp told in the one window", "A bell told in the other window")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("words_of_the_house")
@pytest.mark.parametrize("state", ["note", "draft"])
@pytest.mark.timeout(300)
def test_one_edit_wins_and_the_other_loses_no_word(state):
    if connection.vendor != "postgresql":
        pytest.skip("did without PostgreSQL: SQLite lets one writer in at a time, so there is no race to run")
    author = makers.member().user
    texts = [makers.practice(author=author, state=state) for _n in range(ROUNDS)]
    together = threading.Barrier(len(WINDOWS))
    answers: list[tuple[int, str, int, str]] = []
    broken: list[BaseException] = []

    def window(title: str) -> None:
        try:
            client = Client()
            client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
            for text in texts:
                words = {**GOOD, "title": title, "seen": text.version, "save": "1"}
                together.wait(timeout=60)
                answer = client.post(f"/practices/{text.pk}/edit/", words)
                answers.append((text.pk, title, answer.status_code, answer.text))
        except BaseException as error:
            broken.append(error)
            together.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=window, args=[title]) for title in WINDOWS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    for text in texts:
        mine = {status: (title, page) for pk, title, status, page in answers if pk == text.pk}
        assert set(mine) == {302, 200}
        stands = Practice.objects.get(pk=text.pk)
        assert (stands.title, stands.version) == (mine[302][0], text.version + 1)
        title, page = mine[200]
        assert "changed meanwhile" in page
        assert f'value="{title}"' in page
        assert all(word in page for word in ("<del>", "<ins>"))
        assert Revision.objects.filter(practice=text).count() == (1 if state == "note" else 0)
