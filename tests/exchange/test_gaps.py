"""Can members ask for evidence, need it too, offer to work on it, and answer it; and who reads the offers?"""

import pytest

from exchange.library.actions import gaps as actions
from exchange.library.lifecycle import GAP_MOVES
from exchange.library.models import EvidenceGap, GapNeed, GapOffer
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db
FIELDS = {
    "question": "Does a second door shorten the waiting?", "why": "We are to build next year; nobody can tell us.",
    "language": "en", "audience": "members", "show_author_as": "role",
}  # fmt: skip


@pytest.fixture
def gap():
    return makers.gap()


def kinds_for(user):
    return set(Notice.objects.filter(recipient=user).values_list("kind", flat=True))


def test_a_member_asks_and_bad_input_is_said(as_user, client):
    own = as_user(makers.member())
    assert "at least 20 characters" in own.post("/library/missing/new/", FIELDS | {"why": "Why not"}).text
    answer = own.post("/library/missing/new/", FIELDS)
    assert FIELDS["question"] in as_user(makers.member()).get("/library/missing/").text
    assert FIELDS["question"] not in client.get("/library/missing/").text
    assert client.get(answer.url).status_code == 302


def test_others_need_it_too_and_no_number_is_told_below_five(as_user, gap):
    client = as_user(makers.member())
    client.post(f"/library/missing/{gap.pk}/need/")
    client.post(f"/library/missing/{gap.pk}/need/")
    assert GapNeed.objects.count() == 1
    assert "Needed by &lt;5" in client.get(f"/library/missing/{gap.pk}/").text
    for _ in range(4):
        actions.need_gap(makers.member().user, gap)
    assert "needed by 6" in client.get("/library/missing/").text
    client.post(f"/library/missing/{gap.pk}/need/", {"drop": 1})
    assert GapNeed.objects.count() == 4
    with pytest.raises(MoveRefused):
        actions.need_gap(gap.author, gap)


def test_an_offer_is_read_by_two_and_a_yes_puts_it_in_work(as_user, gap):
    researcher = makers.member(category="researcher-lawyer-other")
    as_user(researcher).post(f"/library/missing/{gap.pk}/offer/", {"words": "We could count doors."})
    offer = GapOffer.objects.get()
    assert kinds_for(gap.author) == {"library.offer_made"}
    address = f"/library/missing/{gap.pk}/"
    assert "count doors" in as_user(gap.author).get(address).text
    assert "count doors" in as_user(researcher).get(address).text
    for stranger in (makers.member(), makers.coordinator()):
        assert "count doors" not in as_user(stranger).get(address).text
        assert as_user(stranger).get(f"/library/offers/{offer.pk}/").status_code == 404
    as_user(gap.author).post(f"/library/offers/{offer.pk}/", {"words": "Please do.", "accept": 1})
    gap.refresh_from_db()
    assert (gap.state, kinds_for(researcher.user)) == ("in-work", {"library.offer_replied"})
    assert "Please do." in as_user(researcher).get(address).text
    as_user(researcher).post(f"/library/missing/{gap.pk}/offer/", {"withdraw": 1})
    gap.refresh_from_db()
    assert gap.state == "open"


def test_whoever_works_on_it_answers_it_and_those_who_need_it_are_told(as_user, gap):
    researcher, needy = makers.member().user, makers.member().user
    actions.need_gap(needy, gap)
    actions.reply_to_offer(gap.author, actions.offer_work(researcher, gap, "Yes."), "", accept=True)
    found = makers.reference(title="Doors and waiting")
    assert as_user(makers.member()).get(f"/library/missing/{gap.pk}/answer/").status_code == 404
    client = as_user(researcher)
    assert found.title in client.get(f"/library/missing/{gap.pk}/answer/", {"words": "doors"}).text
    client.post(f"/library/missing/{gap.pk}/answer/", {"answer": found.slug})
    gap.refresh_from_db()
    assert (gap.state, gap.answer) == ("answered", found)
    assert "library.gap_answered" in kinds_for(needy) & kinds_for(gap.author)
    assert gap.question in as_user(makers.member()).get(f"/library/{found.slug}/").text


def test_it_is_closed_with_a_reason_and_opened_again(as_user, gap):
    client = as_user(gap.author)
    client.post(f"/library/missing/{gap.pk}/close/", {"reason": ""})
    assert EvidenceGap.objects.get().state == "open"
    client.post(f"/library/missing/{gap.pk}/close/", {"reason": "We built it without."})
    assert "We built it without." in as_user(makers.member()).get(f"/library/missing/{gap.pk}/").text
    as_user(makers.member()).post(f"/library/missing/{gap.pk}/close/", {"reopen": 1})
    assert EvidenceGap.objects.get().state == "closed"
    client.post(f"/library/missing/{gap.pk}/close/", {"reopen": 1})
    assert EvidenceGap.objects.get().state == "open"


def test_every_move_that_is_not_in_the_table_is_refused_in_words(gap):
    owner = gap.author
    doing = {
        "need": lambda: actions.need_gap(makers.member().user, gap),
        "propose work": lambda: actions.offer_work(makers.member().user, gap, "We could."),
        "answer": lambda: actions.answer_gap(owner, gap, makers.reference()),
        "close": lambda: actions.close_gap(owner, gap, "No longer."),
        "reopen": lambda: actions.reopen_gap(owner, gap),
    }
    for state in EvidenceGap.State.values:
        for name, do in doing.items():
            EvidenceGap.objects.update(state=state, answer=None)
            if (state, name) in GAP_MOVES:
                do()
                assert EvidenceGap.objects.get().state == GAP_MOVES[state, name].to
            else:
                with pytest.raises(MoveRefused):
                    do()


def test_a_notice_is_gone_when_its_reader_may_not_open_it_any_more(gap):
    actions.need_gap(makers.member(category="police").user, gap)
    actions.close_gap(gap.author, gap, "No longer needed.")
    [notice] = Notice.objects.filter(kind="library.gap_closed")
    assert gap.question in texts_for([notice])[notice.pk].body
    EvidenceGap.objects.update(audience="dcr-and-peers")
    fresh = Notice.objects.get(pk=notice.pk)
    assert texts_for([fresh]) == {}


def test_costs_the_same_with_many_offers_and_needs(as_user, gap):
    client = as_user(gap.author)
    few = counted(client, f"/library/missing/{gap.pk}/")
    for _ in range(6):
        actions.offer_work(makers.member().user, gap, "Me too.")
        actions.need_gap(makers.member().user, gap)
    assert counted(client, f"/library/missing/{gap.pk}/") == few <= 6
