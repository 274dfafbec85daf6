"""The report is half filled in, kept as it grows, sent for sign-off, and becomes a practice."""

import pytest

from exchange.practices import actions as practices
from portal import clock
from tests import makers
from tests.house.counting import counted
from tests.visits import story
from visits.actions import afterwards, concluding, group
from visits.actions.group import Person

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "What we learned about air",
    "answer_1": "Twelve changes an hour, measured.",
    "what_we_saw": "Two small booths, each with its own outlet, and a light outside.",
    "what_not": "The big room: too much old smoke.",
    "plan_1_what": "Two booths instead of one big room",
    "plan_1_who": "the builder",
    "plan_1_by": "March",
}


def url(asked):
    return f"/visits/{asked.pk}/report/"


def sign(asked):
    return f"/visits/{asked.pk}/report/sign-off/"


def signer(asked):
    return story.fresh(asked).turns.filter(act="sign-report").first().user


def test_it_is_half_filled_in_and_kept_as_it_grows(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    page = browser.get(url(asked)).content.decode()
    assert asked.title in page
    assert "changed meanwhile" not in page
    assert 'href="/people/"' in page  # the frame around it is that of a member
    browser.post(url(asked), {"title": "Air", "what_we_saw": "", "save": "1"})
    report = story.fresh(asked.visit.report)
    assert (report.state, report.title) == ("draft", "Air")


def test_it_is_sent_for_sign_off(as_user):
    asked = story.held()
    as_user(asked.requester).post(url(asked), {**WORDS, "send": "1"})
    report = story.fresh(asked.visit.report)
    assert (report.state, report.answers) == ("submitted", [WORDS["answer_1"]])
    assert as_user(asked.requester).get(url(asked))["Location"] == sign(asked)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": "Air"}, "title"), ({"what_we_saw": "Booths."}, "what_we_saw"), ({"what_not": "x" * 2001}, "what_not")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(as_user, changes, field):
    asked = story.held()
    page = as_user(asked.requester).post(url(asked), {**WORDS, **changes, "send": "1"})
    assert field in page.context["form"].errors
    assert WORDS["answer_1"] in page.content.decode()
    assert story.fresh(asked.visit.report).state == "due"


def test_only_the_side_that_learned_writes(as_user):
    asked = story.held()
    expert = asked.invitations.get(state="accepted").expert
    assert as_user(expert).get(url(asked)).status_code == 404
    assert as_user(makers.member()).get(url(asked)).status_code == 404
    review = story.held("peer-review", title="Would somebody look at our night shift?")
    writer = review.invitations.get(state="accepted").expert
    assert as_user(writer).get(url(review)).status_code == 200
    assert as_user(review.requester).get(url(review)).status_code == 404


def test_sign_off_and_sending_back(as_user):
    asked = story.reported()
    person = as_user(signer(asked))
    assert "Please write a sentence" in person.post(sign(asked), {"return": "1", "word": "No."}).content.decode()
    person.post(sign(asked), {"return": "1", "word": "Please take the name of the street out."})
    writer = as_user(asked.requester)
    assert "name of the street" in writer.get(url(asked)).content.decode()
    writer.post(url(asked), {**WORDS, "send": "1"})
    as_user(signer(asked)).post(sign(asked), {"accept": "1"})
    assert story.fresh(asked).state == "closed"


def test_before_the_sign_off_nobody_else_reads_it_and_afterwards_those_who_took_part(as_user):
    asked = story.reported()
    expert = as_user(asked.invitations.get(state="accepted").expert)
    assert expert.get(sign(asked)).status_code == 404
    as_user(signer(asked)).post(sign(asked), {"accept": "1"})
    assert expert.get(sign(asked)).status_code == 200
    assert as_user(makers.member()).get(sign(asked)).status_code == 404


def test_the_writer_makes_it_a_practice_once(as_user):
    asked = story.closed()
    browser = as_user(asked.requester)
    assert "Make this a field practice" in browser.get(sign(asked)).content.decode()
    where = [browser.post(f"{url(asked)}practice/")["Location"] for _time in range(2)]
    assert where[0] == where[1]
    assert where[0].startswith("/practices/")
    expert = as_user(asked.invitations.get(state="accepted").expert)
    assert "Make this a field practice" not in expert.get(sign(asked)).content.decode()


def test_it_asks_all_and_begins_with_who_came(as_user):
    asked = story.confirmed()
    asked.agenda.create(day=1, from_hour="10:00", what="Round of the house")
    people = [Person("nurse", "A name"), Person("nurse", "Another"), Person("manager", is_substitute=True)]
    group.save_participants(asked.requester, asked, people)
    story.travel_past(asked)
    for user in (asked.requester, asked.invitations.get(state="accepted").expert.user):
        concluding.say_held(user, story.fresh(asked), True)
    report = story.fresh(asked).visit.report
    assert (report.took_part, report.what_we_saw) == ("Nurse (2); Nurse", "Round of the house: ")
    form = as_user(asked.requester).get(url(asked)).context["form"]
    assert set(form.base_fields) - {"host_shown"} <= set(form.fields)


def test_what_will_be_done_is_kept_in_rows(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    page = browser.post(url(asked), {**WORDS, "plan_2_who": "nobody knows", "send": "1"})
    assert list(page.context["form"].errors) == ["plan_2_what"]
    browser.post(url(asked), {**WORDS, "send": "1"})
    kept = story.fresh(asked.visit.report)
    assert kept.plans == [{"what": "Two booths instead of one big room", "who": "the builder", "by": "March"}]


def test_each_kind_asks_its_own(as_user):
    call = story.held("remote-advice")
    form = as_user(call.requester).get(url(call)).context["form"]
    assert "saw_who" not in form.fields
    steps = story.held("implementation", title="Who helps us over the next months?")
    page = as_user(steps.requester).post(
        url(steps), {**WORDS, "plan_1_what": "", "plan_1_who": "", "plan_1_by": "", "send": "1"}
    )
    assert list(page.context["form"].errors) == ["plan_1_what"]


def test_of_two_who_write_the_second_sees_both(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    seen = browser.get(url(asked)).context["seen"]
    browser.post(url(asked), {**WORDS, "seen": seen, "save": "1"})
    late = browser.post(url(asked), {**WORDS, "title": "What somebody else typed", "seen": seen, "save": "1"})
    assert "This text was changed meanwhile" in late.content.decode()
    assert story.fresh(asked.visit.report).title == WORDS["title"]
    browser.post(url(asked), {**WORDS, "title": "What somebody else typed", "seen": late.context["seen"], "save": "1"})
    assert story.fresh(asked.visit.report).title == "What somebody else typed"


def test_it_is_saved_while_it_is_typed_and_overtakes_nobody(as_user):
    asked = story.held()
    browser = as_user(asked.requester)
    where = f"{url(asked)}autosave/"
    told = browser.post(where, {"title": "Half a", "seen": "1"}).json()
    assert (told["version"], story.fresh(asked.visit.report).title) == (2, "Half a")
    assert browser.post(where, {"title": "Older words", "seen": "1"}).status_code == 409
    assert browser.post(where, {"title": "x" * 200, "seen": "2"}).status_code == 422
    assert as_user(makers.member()).post(where, {"title": "Foreign"}).status_code == 404
    assert as_user(asked.visit.consents.get().person).post(where, {"title": "Foreign"}).status_code == 404


def test_the_house_says_at_its_sign_off_whether_it_is_named(as_user):
    asked, other = story.reported(), story.reported(title="What we learned about the back door")
    named = as_user(signer(asked)).post(
        sign(asked), {"accept": "1", "host_shown": "named", "host_learned": "Our bell."}
    )
    as_user(signer(other)).post(sign(other), {"accept": "1"})
    assert named.status_code == 302
    page = as_user(asked.requester).get(sign(asked)).content.decode()
    assert asked.visit.facility.name in page
    assert "Our bell." in page
    assert other.visit.facility.name not in as_user(other.requester).get(sign(other)).content.decode()


def test_a_coordinator_who_stands_in_does_not_name_the_house(as_user):
    asked = story.reported()
    page = as_user(story.desk_user(asked)).get(sign(asked)).content.decode()
    assert 'name="host_shown"' not in page
    as_user(story.desk_user(asked)).post(sign(asked), {"accept": "1", "host_shown": "named"})
    assert story.fresh(asked.visit.report).host_shown == "country"


def test_job_shadowing_is_signed_off_with_the_words_of_both(as_user):
    asked = story.reported("job-shadowing")
    host = as_user(signer(asked))
    assert "of both sides" in host.post(sign(asked), {"accept": "1"}).content.decode()
    host.post(sign(asked), {"accept": "1", "host_learned": "We explain too fast."})
    assert story.fresh(asked).state == "closed"


def test_the_draft_of_the_practice_has_its_rows_and_wants_a_second_voice(as_user):
    asked = story.reported()
    asked.visit.facility.routes = ["inhaling"]
    asked.visit.facility.save()
    afterwards.accept_report(signer(asked), asked.visit.report, host_shown="named")
    practice = afterwards.make_practice(asked.requester, story.fresh(asked.visit.report))
    assert practice.wants_second_voice
    assert practice.room_model == asked.visit.facility.model
    assert [row.pk for row in practice.facilities.all()] == [asked.visit.facility_id]
    assert "Two booths instead of one big room (the builder, March)" in practice.what_happened


def post(asked, **fields):
    practice = afterwards.make_practice(asked.requester, story.fresh(asked.visit.report))
    practices.save_draft(asked.requester, practice, {"no_identifying": True, **fields})
    return practices.post_practice(asked.requester, practice)


def test_once_posted_the_second_voice_is_offered():
    peer = makers.member(category="peer-worker")
    peer.peer_consents.create(given_at=clock.now())
    practice = post(story.closed())
    assert [offer.user for offer in practice.voice_offers.all()] == [peer.user]


def test_the_practice_says_where_it_was_learned_and_no_more_than_agreed(as_user):
    asked = story.reported()
    afterwards.accept_report(signer(asked), asked.visit.report, host_shown="named")
    named, country_only = post(asked), post(story.closed(title="What we learned about the back door"))
    reader = as_user(makers.member())
    assert asked.visit.facility.name in learned(reader, named)
    page = learned(reader, country_only)
    assert "Study visit" in page
    assert country_only.origin.visit.facility.name not in page


def test_a_hidden_author_is_not_told_by_the_visit(as_user):
    asked = story.closed()
    practice = post(asked, show_author_as="anonymous")
    practice.refresh_from_db()
    reader = learned(as_user(makers.member()), practice)
    assert "Learned on a visit" in reader
    assert "Study visit" not in reader


def learned(browser, practice):
    page = browser.get(f"/practices/{practice.pk}/").content.decode()
    return page.split('id="learned-title"', 1)[1].split("</section>", 1)[0]


def test_few_queries(as_user):
    asked = story.held()
    assert counted(as_user(asked.requester), url(asked)) <= 6
    done = story.closed(title="What we learned about the front door")
    assert counted(as_user(done.requester), sign(done)) <= 6
