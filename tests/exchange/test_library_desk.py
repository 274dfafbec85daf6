"""What happens to what readers report in the library, and what waits at its desk?"""

import pytest

from exchange.library.actions import care
from exchange.library.actions import shelf as actions
from exchange.library.lifecycle import MOVES
from exchange.library.models import OnShelf, ShelfReport
from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db
MAKERS = {"lists": makers.collection, "documents": makers.document, "missing": makers.gap}


@pytest.mark.parametrize("word", MAKERS)
def test_a_reader_reports_and_a_coordinator_hides_it(as_user, word):
    thing, reader, desk = MAKERS[word](), makers.member(), makers.coordinator()
    address = f"/library/shelf/{word}/{thing.pk}/report/"
    assert "This field is required" in as_user(reader).post(address, {}).text
    as_user(reader).post(address, {"reason": "identifying", "words": "In the second line."})
    report = ShelfReport.objects.get()
    assert Notice.objects.get(kind="library.reported").recipient == desk.user
    page = f"/desk/library/{report.pk}/"
    assert page in as_user(desk).get("/desk/library/").text
    assert page in as_user(desk).get("/desk/").text
    assert "In the second line." in as_user(desk).get(page).text
    as_user(desk).post(page, {"decision": "hidden", "reason": "A name."})
    assert as_user(reader).get(f"/library/{word}/{thing.pk}/").status_code == 404
    assert "A name." in as_user(thing.author).get(f"/library/{word}/{thing.pk}/").text
    assert set(Notice.objects.values_list("kind", "recipient")) >= {
        ("library.hidden", thing.author_id), ("library.report_decided", reader.user_id)
    }  # fmt: skip
    as_user(desk).post(f"/library/shelf/{word}/{thing.pk}/move/", {"move": "show"})
    assert as_user(reader).get(f"/library/{word}/{thing.pk}/").status_code == 200


def test_nobody_decides_on_their_own_or_reports_twice(as_user):
    desk = makers.coordinator()
    thing = makers.document(author=desk.user)
    reader = makers.member().user
    report = care.report(reader, thing, reason="wrong")
    with pytest.raises(MoveRefused):
        care.report(reader, thing, reason="wrong")
    with pytest.raises(MoveRefused):
        care.report(desk.user, thing, reason="wrong")
    answer = as_user(desk).post(f"/desk/library/{report.pk}/", {"decision": "kept"})
    assert (answer.status_code, ShelfReport.objects.get().decision) == (404, "")


def test_bad_moves_and_strange_numbers_end_in_words_or_in_nothing(as_user):
    thing, desk = makers.gap(), as_user(makers.coordinator())
    move = f"/library/shelf/missing/{thing.pk}/move/"
    answers = [
        desk.post(move, {"move": "explode"}),
        desk.post(f"/library/shelf/gossip/{thing.pk}/move/", {"move": "offer"}),
        desk.post("/desk/library/9999/", {"decision": "kept"}),
        desk.post(f"/desk/library/{'9' * 18}/", {"decision": "kept"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    desk.post(move, {"move": "hide", "reason": ""})
    desk.post(move, {"move": "offer"})
    thing.refresh_from_db()
    assert (thing.standing, thing.offered_public_at) == ("shown", None)


def test_every_move_stands_in_the_table_and_no_other_is_made():
    owner, desk = makers.member().user, makers.coordinator().user
    doing = {
        "offer": lambda thing: actions.offer_to_public(owner, thing),
        "publish": lambda thing: actions.publish(desk, thing),
        "close to public": lambda thing: actions.close_to_public(owner, thing),
        "put away": lambda thing: actions.put_away(owner, thing),
        "take back": lambda thing: actions.take_back(owner, thing),
        "hide": lambda thing: actions.hide(desk, thing, "A name."),
        "show": lambda thing: actions.show(desk, thing),
    }
    assert {name for _standing, name in MOVES} == {"edit", *doing}
    for standing in OnShelf.Standing.values:
        for name, do in doing.items():
            offered_at = None if name == "offer" else clock.now()
            thing = makers.gap(author=owner, standing=standing, offered_public_at=offered_at)
            if (standing, name) in MOVES:
                assert do(thing).standing == MOVES[standing, name].to
            else:
                with pytest.raises(MoveRefused):
                    do(thing)


def test_a_name_is_for_members_only(as_user, client):
    thing = makers.gap(audience="public", show_author_as="name", author=makers.member(name="Mira Example").user)
    address = f"/library/missing/{thing.pk}/"
    assert "Mira Example" in as_user(makers.member()).get(address).text
    assert "Mira" not in client.get(address).text + client.get("/library/missing/").text


def test_the_desk_costs_the_same_with_many(as_user):
    desk = as_user(makers.coordinator())
    for number in (1, 6):
        for _ in range(number):
            for make in MAKERS.values():
                thing = make()
                actions.offer_to_public(thing.author, thing)
                care.report(makers.member().user, thing, reason="other")
        cost = counted(desk, "/desk/library/")
        assert cost <= 6
    whole = desk.get("/desk/").text
    assert ("21 things reported in the library" in whole, "In the library" in whole) == (True, True)
    page = desk.get("/desk/library/").content
    assert len(page) < 30_000
