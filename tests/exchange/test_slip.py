"""Does the slip give a story to whoever told it, and to nobody else?"""

import re

import pytest
from django.test import Client

from exchange.discussion.models import Comment
from exchange.practices import slips
from exchange.practices.actions import recording
from exchange.practices.models import Practice, Revision, TellerSlip, Voice
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = "At night I can sit there like a heron by the water."
VOICE = {"words": WORDS, "language": "en", "no_identifying": "on", "consent": "on"}
STORY = {
    "what_was_done": WORDS, "what_helps": "Quiet.", "should_change": "", "topics": ["inhalation"],
    "audience": "members", "language": "en", "no_identifying": "on", "consent": "on",
}  # fmt: skip


def code_on(answer):
    return re.search(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b", answer.text).group()


@pytest.fixture
def nurse():
    return makers.member(category="nurse", name="Marker Nurse")


@pytest.fixture
def practice():
    return makers.practice()


@pytest.fixture
def code(as_user, nurse, practice):
    return code_on(as_user(nurse).post(f"/practices/{practice.pk}/voice/record/", VOICE))


@pytest.fixture
def opened(code):
    browser = Client()
    assert browser.post("/slip/", {"code": code}).status_code == 302
    return browser


def test_a_code_holds_140_bits_and_only_its_hash_is_kept(code):
    assert len(slips.LETTERS) == 32
    assert len(code.replace("-", "")) * 5 >= 125
    row = TellerSlip.objects.get()
    assert code not in str(row.__dict__)
    assert row.code_hash == slips.hash_of(code)
    assert len({slips.new_code() for _number in range(200)}) == 200


def test_the_voice_stands_there_with_its_flag_and_without_who_wrote_it_down(as_user, practice, code):
    page = as_user(makers.member(category="doctor")).get(f"/practices/{practice.pk}/").text
    assert "heron" in page
    assert "Written down by staff, with consent" in page
    assert "Marker Nurse" not in page
    assert Voice.objects.get().consent_at
    assert AuditEvent.objects.get(action="practice.voice_recorded").facts["consent"] == "yes"


def test_the_recorder_can_neither_change_it_nor_take_it_back(as_user, nurse, practice, code):
    client = as_user(nurse)
    assert client.get(f"/practices/{practice.pk}/voice/").status_code == 404
    assert client.post(f"/practices/{practice.pk}/voice/withdraw/").status_code == 404
    told = code_on(client.post("/practices/record/", STORY))
    story = Practice.objects.get(perspective="service-user")
    assert told
    assert (story.author, story.recorded_by, story.state) == (None, nurse.user, "note")
    assert client.get(f"/practices/{story.pk}/edit/").status_code == 404
    assert "Written down by staff" in client.get(f"/practices/{story.pk}/").text


@pytest.mark.parametrize("lacks", ["consent", "no_identifying", "words"])
def test_without_a_yes_nothing_is_put_there(as_user, nurse, practice, lacks):
    sent = {name: value for name, value in VOICE.items() if name != lacks}
    assert as_user(nurse).post(f"/practices/{practice.pk}/voice/record/", sent).status_code == 200
    assert not Voice.objects.exists()
    assert not TellerSlip.objects.exists()


@pytest.mark.parametrize("change", [{"topics": []}, {"audience": "public"}, {"consent": ""}, {"what_was_done": "short"}, {"topics": ["inhalation", "police", "neighbours", "women"]}])  # fmt: skip
def test_a_bad_story_is_not_posted(as_user, nurse, change):
    sent = {name: value for name, value in {**STORY, **change}.items() if value != ""}
    assert as_user(nurse).post("/practices/record/", sent).status_code == 200
    assert not Practice.objects.exists()


def test_only_staff_writes_down_and_only_into_an_empty_chair(as_user, practice, code, nurse):
    police = makers.member(category="police")
    assert as_user(police).get("/practices/record/").status_code == 404
    assert as_user(police).post("/practices/record/", STORY).status_code == 404
    with pytest.raises(MoveRefused):
        recording.record_voice(police.user, practice, words=WORDS, language="en")
    with pytest.raises(MoveRefused):
        recording.record_voice(nurse.user, practice, words=WORDS, language="en")


def test_looking_writes_nothing(code):
    browser = Client()
    answer = browser.get("/slip/")
    assert "sessionid" not in browser.cookies
    assert TellerSlip.objects.get().last_used_at is None
    assert "noindex" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert browser.get("/slip/?code=" + code).text.count("heron") == 0


def test_the_teller_reads_and_sees_where_it_is_used(opened, practice):
    page = opened.get("/slip/").text
    assert "heron" in page
    assert "all members" in page
    assert "Marker Nurse" not in page
    assert "<title>Slip" in page


@pytest.mark.parametrize("shape", ["lower", "bare", "spaces", "misread"])
def test_a_code_typed_by_a_tired_hand_opens(code, shape):
    typed = {
        "lower": code.lower(),
        "bare": code.replace("-", ""),
        "spaces": f"  {code.replace('-', ' ')} ",
        "misread": code.replace("0", "O").replace("1", "l"),
    }[shape]
    assert Client().post("/slip/", {"code": typed}).status_code == 302


HOSTILE = ["", " ", "0" * 28, "A" * 80, "x" * 5000, "' OR 1=1 --", "<script>", "\u202e\u0000", "../../etc", "%00", "😀" * 20, "１２３４"]  # fmt: skip


@pytest.mark.parametrize("wrong", HOSTILE)
def test_a_hostile_code_opens_nothing(code, wrong):
    browser = Client()
    answer = browser.post("/slip/", {"code": wrong})
    assert answer.status_code == 200
    assert "heron" not in browser.get("/slip/").text
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_wrong_code_and_a_withdrawn_one_are_answered_alike(code, opened):
    opened.post("/slip/withdraw/")

    def answer(typed):
        text = Client().post("/slip/", {"code": typed}).text.replace(typed, "")
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

    assert answer(code) == answer(slips.new_code())


def test_corrected_it_is_changed_everywhere_and_the_recorder_hears_only_that(opened, nurse, practice):
    desk = makers.coordinator().user
    assert opened.post("/slip/correct/", {"words": "It is quiet there by the canal."}).status_code == 200
    assert (
        opened.post("/slip/correct/", {"words": "It is quiet there by the canal.", "no_identifying": "on"}).status_code
        == 302
    )
    assert Voice.objects.get().version == 2
    assert "canal" in SearchEntry.objects.get().body
    assert "heron" not in SearchEntry.objects.get().body
    notices = Notice.objects.filter(kind="practices.slip_changed")
    assert {notice.recipient for notice in notices} == {nurse.user, desk}
    assert all("canal" not in words.heading + words.body for words in texts_for(list(notices)).values())
    assert AuditEvent.objects.get(action="practice.voice_corrected_by_slip").actor_id is None


def test_taken_back_it_is_gone_everywhere_also_for_who_is_reading(opened, code, nurse, practice, as_user):
    second = Client()
    second.post("/slip/", {"code": code})
    assert opened.post("/slip/withdraw/").status_code == 302
    assert "heron" not in second.get("/slip/").text
    assert second.post("/slip/correct/", {"words": WORDS, "no_identifying": "on"}).status_code == 302
    assert Voice.objects.get().words == ""
    assert "heron" not in SearchEntry.objects.get().body
    assert "heron" not in as_user(makers.member()).get(f"/practices/{practice.pk}/").text
    words = texts_for(list(Notice.objects.filter(kind="practices.slip_withdrawn", recipient=nurse.user)))
    assert len(words) == 1


def test_a_whole_story_is_corrected_and_taken_back(as_user, nurse):
    code = code_on(as_user(nurse).post("/practices/record/", STORY))
    story = Practice.objects.get()
    teller = Client()
    teller.post("/slip/", {"code": code})
    teller.post("/slip/correct/", {"what_was_done": "It is quiet by the canal, also at night.", "no_identifying": "on"})
    story.refresh_from_db()
    assert (story.version, story.title.startswith("It is quiet")) == (2, True)
    assert Revision.objects.filter(practice=story, by=None).count() == 2
    teller.post("/slip/withdraw/")
    assert not Practice.objects.exists()
    assert not Revision.objects.exists()
    assert not SearchEntry.objects.exists()
    assert not TellerSlip.objects.exists()
    assert texts_for(list(Notice.objects.filter(kind="practices.slip_withdrawn")))


def test_half_an_hour_and_it_closes_by_itself_or_by_its_button(opened, code, travel):
    travel(minutes=29)
    assert "heron" in opened.get("/slip/").text
    travel(minutes=2)
    assert "heron" not in opened.get("/slip/").text
    assert opened.post("/slip/withdraw/").status_code == 302
    assert Voice.objects.get().words == WORDS
    opened.post("/slip/", {"code": code})
    opened.post("/slip/end/")
    assert "heron" not in opened.get("/slip/").text


def test_tries_are_limited_also_with_the_right_code(code):
    for _number in range(slips.TRIES_OF_AN_ADDRESS):
        Client().post("/slip/", {"code": slips.new_code()})
    assert "Too many tries" in Client().post("/slip/", {"code": code}).text
    assert Client().post("/slip/", {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_all_addresses_together_are_limited(code, monkeypatch):
    monkeypatch.setattr(slips, "TRIES_OF_ALL", 3)
    for number in range(3):
        Client().post("/slip/", {"code": "nothing"}, REMOTE_ADDR=f"192.0.2.{number}")
    assert "Too many tries" in Client().post("/slip/", {"code": code}, REMOTE_ADDR="192.0.2.99").text


def test_more_readers_need_the_tellers_new_yes(practice, code, opened, as_user):
    Voice.objects.update(audience="dcr-and-peers")
    reader = as_user(makers.member())
    assert "heron" not in reader.get(f"/practices/{practice.pk}/").text
    opened.post("/slip/correct/", {"words": WORDS, "no_identifying": "on"})
    assert "heron" in reader.get(f"/practices/{practice.pk}/").text


def test_the_slip_says_what_goes_with_a_story_and_then_it_goes(as_user, nurse):
    code = code_on(as_user(nurse).post("/practices/record/", STORY))
    story = Practice.objects.get(perspective="service-user")
    assert "with the answers under it" in as_user(nurse).get(f"/practices/{story.pk}/").text
    answer = Comment.objects.create(practice=story, author=nurse.user, body="Like a heron?", at=story.posted_at)
    browser = Client()
    browser.post("/slip/", {"code": code})
    assert "What others answered to it" in browser.get("/slip/").text
    assert "with all answers" in browser.post("/slip/withdraw/", follow=True).text
    assert not Comment.objects.filter(pk=answer.pk).exists()


def test_a_voice_goes_alone(opened, practice):
    answer = Comment.objects.create(practice=practice, author=practice.author, body="Thank you.", at=practice.posted_at)
    assert "what others answered to it, stay" in opened.get("/slip/").text
    opened.post("/slip/withdraw/")
    assert Comment.objects.filter(pk=answer.pk).exists()
    assert "A voice that staff" in next(iter(texts_for(list(Notice.objects.all())).values())).body
