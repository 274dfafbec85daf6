"""Do two readers hide a list, a document or a gap until a coordinator has decided, and does the hour pass it on?"""

import pytest

from exchange.library import care
from exchange.library.actions import care as actions
from exchange.library.actions import gaps, shelf
from exchange.library.tasks import run_clocks
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search import index
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
MAKERS = {"lists": makers.collection, "documents": makers.document, "missing": makers.gap}
SAID = {"reason": "identifying", "words": "The second sentence names a street."}


def reader(**fields):
    return makers.member(**fields).user


def told(user, kind):
    return texts_for(list(Notice.objects.filter(recipient=user, kind=kind)))


@pytest.fixture
def desk():
    return makers.coordinator().user


@pytest.mark.parametrize("word", MAKERS)
def test_two_independent_reports_hide_it_until_a_coordinator_gives_it_back(as_user, desk, word):
    thing = MAKERS[word](audience="public")
    index.put(thing)
    people = [reader(), reader()]
    first, _second = [actions.report(user, thing, **SAID) for user in people]
    thing.refresh_from_db()
    page = f"/library/{word}/{thing.pk}/"
    assert thing.is_covered
    assert not SearchEntry.objects.exists()
    assert as_user(reader()).get(page).status_code == 404
    assert told(thing.author, "library.covered")
    assert thing.title in as_user(desk).get(f"/desk/library/{first.pk}/").text.replace("&#x27;", "'")
    assert AuditEvent.objects.get(action__endswith=".covered").actor_id is None
    asked = list(told(desk, "library.reported").values())
    assert f"/desk/library/{first.pk}/" in [one.url for one in asked]
    assert not any(thing.title in one.heading + one.body for one in asked)
    assert "A coordinator decides within a day" in as_user(thing.author).get(page).text
    assert (
        as_user(desk).post(f"/library/shelf/{word}/{thing.pk}/move/", {"move": "show"}, follow=True).status_code == 200
    )
    thing.refresh_from_db()
    assert thing.is_covered  # decided at the desk alone
    as_user(desk).post(f"/desk/library/{first.pk}/", {"decision": "kept"})
    thing.refresh_from_db()
    assert (thing.standing, thing.covered_at, thing.audience) == ("shown", None, "public")
    assert SearchEntry.objects.count() == 1
    assert told(thing.author, "library.given_back")
    assert all(told(user, "library.report_decided") for user in people)
    with pytest.raises(MoveRefused):
        actions.decide(desk, first, "hidden", "Too late.")


def test_it_stays_hidden_with_a_reason_until_it_is_changed_and_read_again(as_user, desk):
    gap = makers.gap()
    report, _second = [actions.report(reader(), gap, **SAID) for _ in range(2)]
    assert "Please say why" in as_user(desk).post(f"/desk/library/{report.pk}/", {"decision": "hidden"}).text
    as_user(desk).post(f"/desk/library/{report.pk}/", {"decision": "hidden", "reason": "A street."})
    gap.refresh_from_db()
    assert (gap.standing, gap.is_covered, gap.hidden_reason) == ("hidden", False, "A street.")
    assert "A street." in next(iter(told(gap.author, "library.stays_hidden").values())).body
    assert not care.changed_while_hidden(type(gap), desk).exists()
    gaps.edit_gap(gap.author, gap, {"why": "Written without the street."}, [])
    assert told(desk, "library.hidden_changed")
    assert gap.title in as_user(desk).get("/desk/library/").text
    shelf.hide(desk, gap, "Still a street.")
    assert not told(desk, "library.hidden_changed")
    gaps.edit_gap(gap.author, gap, {"why": "Now really without it."}, [])
    shelf.show(desk, gap)
    gap.refresh_from_db()
    assert (gap.standing, gap.waits_since, gap.hidden_reason) == ("shown", None, "")


@pytest.mark.parametrize("second", ["same house", "other reason"])
def test_two_that_are_not_independent_hide_nothing(desk, second):
    house, thing = makers.organisation(), makers.document()
    actions.report(reader(organisation=house), thing, **SAID)
    other = {"organisation": house} if second == "same house" else {}
    actions.report(reader(**other), thing, reason="identifying" if other else "wrong")
    thing.refresh_from_db()
    assert thing.standing == "shown"


def test_what_is_put_away_before_anybody_decides_is_hidden_all_the_same(desk):
    thing = makers.collection()
    report = actions.report(reader(), thing, reason="harmful")
    shelf.put_away(thing.author, thing)
    actions.decide(desk, report, "hidden", "It may hurt somebody.")
    thing.refresh_from_db()
    assert thing.standing == "hidden"
    with pytest.raises(MoveRefused):
        shelf.take_back(thing.author, thing)


def test_the_same_words_are_reported_once_and_ten_things_a_day(desk):
    somebody, thing = reader(), makers.gap()
    actions.decide(desk, actions.report(somebody, thing, reason="wrong"), "kept")
    with pytest.raises(MoveRefused):
        actions.report(somebody, thing, reason="wrong")
    for _number in range(9):
        actions.report(somebody, makers.gap(author=thing.author), reason="wrong")
    with pytest.raises(MoveRefused):
        actions.report(somebody, makers.gap(author=thing.author), reason="wrong")


def test_when_the_day_is_over_all_coordinators_then_administrators_are_asked_once(desk, travel):
    other, boss = makers.coordinator(countries=["FR"]).user, makers.administrator()
    actions.report(reader(), makers.document(), reason="wrong")
    assert not Notice.objects.filter(recipient=other).exists()
    run_clocks()
    assert not Notice.objects.filter(kind="library.report_late").exists()
    travel(hours=25)
    run_clocks()
    assert told(other, "library.report_late")
    assert told(desk, "library.report_late")
    travel(hours=25)
    for _twice in range(2):
        run_clocks()
    assert Notice.objects.filter(kind="library.report_late").count() == 3
    assert Notice.objects.filter(recipient=boss, kind="library.report_late").count() == 1


def test_the_queue_has_one_row_for_each_thing_and_no_title_for_whoever_may_not_read_it(as_user, desk, travel):
    peer = makers.member()
    peer.peer_consents.create(given_at=peer.user.date_joined)
    closed = makers.gap(audience="peers-only", question="What nobody else may read?")
    first = actions.report(peer.user, closed, **SAID)
    travel(hours=2)
    thing = makers.document()
    second, _third = [actions.report(reader(), thing, reason="other") for _ in range(2)]
    assert [(row.report.pk, row.count, row.hours) for row in care.rows(desk, 9)] == [
        (first.pk, 1, 21),
        (second.pk, 2, 23),
    ]
    assert care.next_after(desk, first) == second.pk
    pages = as_user(desk).get("/desk/library/").text + as_user(desk).get(f"/desk/library/{first.pk}/").text
    assert "A text for peers only" in pages
    assert closed.title not in pages + as_user(desk).get("/desk/").text
