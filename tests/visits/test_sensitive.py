"""Who learns what of a sensitive request? Each role on each page: where it comes from is hidden until a yes."""

import pytest

from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.visits import story
from visits import gate, notices
from visits.actions import invitations, talking
from visits.actions.shortlist import compute_shortlist

pytestmark = pytest.mark.django_db

HOUSE, CITY, COUNTRY = "The Red Door", "Zwolle", "Belgium"
TITLE = "May we tell the press before the court decides?"
PLACES = (HOUSE, CITY, COUNTRY, "Brussels")


class Sensitive:
    """One sensitive request in Belgium, with everybody who could come near it."""

    def __init__(self) -> None:
        self.house = makers.organisation(name=HOUSE, country="BE", city=CITY)
        self.asker = makers.member(country="BE", organisation=self.house, user=makers.user(time_zone="Europe/Brussels"))
        theirs, self.elsewhere = makers.coordinator(countries=["BE"]), makers.coordinator(countries=["PT"])
        self.coordinator = theirs.user
        self.administrator = makers.administrator()
        self.accepted, self.invited, self.also_invited, self.listed = (
            makers.expert(country=code, profile={"legal_contexts": ["BE"], "legal_bases": ["none"]}) for code in ("NL", "DE", "CH", "DK")
        )  # fmt: skip
        self.asked = story.submitted(
            "remote-advice", requester=self.asker.user, organisation=self.house, city=CITY, country="BE",
            confidentiality="sensitive", title=TITLE, experts_needed=2,
            languages=[{"code": "en", "level": "working"}, {"code": "da", "level": "fluent"}],
        )  # fmt: skip
        compute_shortlist(self.asked.pk)
        experts = [self.accepted, self.invited, self.also_invited, self.listed]
        ids = [one.pk for one in experts]
        invitations.approve_list(self.coordinator, self.asked, experts, at_once=2, confirmed=ids)
        story.accept(self.asked.invitations.get(expert=self.accepted))
        self.asked = story.fresh(self.asked)

    def pages(self) -> list[str]:
        pk = self.asked.pk
        answers = [f"/visits/invitations/{row.pk}/" for row in self.asked.invitations.all()]
        return [
            f"/visits/{pk}/", f"/desk/requests/{pk}/", f"/desk/requests/{pk}/fits/", f"/visits/{pk}/changes/",
            f"/visits/{pk}/calendar.ics", f"/visits/{pk}/edit/", "/visits/", "/home/", "/inbox/", "/desk/", "/desk/requests/",
            "/search/?q=court", *answers,
        ]  # fmt: skip


def shown(browser, pages) -> str:
    """Everything that somebody reads on these pages, those that open."""
    answers = [browser.get(page) for page in pages]
    return "\n".join(answer.content.decode() for answer in answers if answer.status_code == 200)


@pytest.fixture
def sensitive(settings):
    settings.LIMIT_OPEN_INVITATIONS = 3
    return Sensitive()


def test_whoever_is_asked_reads_the_question_and_not_where_it_comes_from(as_user, sensitive):
    text = shown(as_user(sensitive.invited), sensitive.pages())
    assert TITLE in text
    assert [place for place in PLACES if place in text] == []
    assert "Hours by the clock of the place where it happens." in text
    assert "law of their country" not in text
    assert "Danish" not in text


@pytest.mark.parametrize("who", ["listed", "elsewhere", "stranger", "colleague"])
def test_everybody_else_does_not_even_learn_that_it_exists(as_user, sensitive, who):
    people = {
        "listed": sensitive.listed,
        "elsewhere": sensitive.elsewhere.user,
        "stranger": makers.member(country="PT"),
        "colleague": makers.member(country="BE", organisation=sensitive.house),
    }
    text = shown(as_user(people[who]), sensitive.pages())
    assert TITLE not in text
    assert CITY not in text


def test_whoever_said_yes_and_the_coordinators_of_the_country_read_it(as_user, sensitive):
    assert as_user(sensitive.accepted).get(f"/visits/{sensitive.asked.pk}/").status_code == 200
    for user in (sensitive.coordinator, sensitive.administrator):
        text = shown(as_user(user), sensitive.pages())
        assert TITLE in text
        assert HOUSE in text


def test_notices_and_mails_of_whoever_is_asked_name_no_place(sensitive):
    mine = list(Notice.objects.filter(recipient=sensitive.invited.user))
    texts = notices.texts(mine)
    words = "\n".join(f"{text.heading} {text.body} {text.act}" for text in texts.values())
    assert "Would you help?" in words
    assert [place for place in PLACES if place in words] == []


def test_only_coordinators_of_the_country_are_told_and_have_the_turn():
    makers.coordinator(countries=["PT"])
    administrator = makers.administrator()
    asked = story.submitted(confidentiality="sensitive", country="BE", stage="under-threat")
    assert [turn.user for turn in asked.turns.filter(act="read-request")] == [administrator]
    assert not Notice.objects.filter(object_ids__request=asked.pk).exclude(recipient=administrator).exists()


def test_each_name_is_confirmed_by_the_action_itself():
    asked = story.submitted(confidentiality="sensitive")
    one, two = makers.expert(), makers.expert()
    with pytest.raises(MoveRefused, match="confirm each name"):
        invitations.approve_list(story.desk_user(asked), asked, [one, two], confirmed=[one.pk])
    invitations.approve_list(story.desk_user(asked), asked, [one, two], confirmed=[one.pk, two.pk])
    assert story.fresh(asked).state == "inviting"


@pytest.mark.parametrize("field", ["title", "why_now", "costs"])
@pytest.mark.parametrize("stage", ["preparing", "under-threat"])
def test_its_own_words_must_not_name_the_place(field, stage):
    makers.coordinator()
    text = "We are in GHENT and the court decides soon about all of it. " * 2
    asked = makers.visit_request(confidentiality="sensitive", stage=stage, **{field: text[:120]})
    assert [hold.rule for hold in gate.holds(asked)] == ["place"]
    asked.confidentiality = "members"
    assert gate.holds(asked) == []


def test_a_message_of_it_tells_those_who_are_asked_nothing(sensitive):
    talking.add_message(sensitive.asker.user, sensitive.asked, f"We are in {CITY}.")
    told = set(Notice.objects.filter(kind="visits.message").values_list("recipient", flat=True))
    assert told == {sensitive.accepted.user_id, sensitive.coordinator.pk}
