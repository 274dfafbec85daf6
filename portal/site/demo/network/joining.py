"""Who waits to be let in? Applications in each state that somebody has to act on."""

from collections.abc import Iterator
from typing import Any

from accounts.actions import applying, vetting
from accounts.models import MembershipApplication, User
from portal.site.demo.network.members import People, languages
from portal.site.demo.network.timeline import Story

WORDS = {
    "name": "", "country": "", "city": "", "languages": "en:fluent", "category": "nurse", "organisation_name": "",
    "organisation_kind": "dcr", "motivation": "", "brings": "", "who_knows_you": "",
}  # fmt: skip


class Applicant:
    """Somebody who wants to join: their log-in and their one application."""

    def __init__(self, people: People, key: str, **words: str) -> None:
        self.people, self.key = people, key
        self.words: dict[str, Any] = {**WORDS, **words}
        self.user_id = 0

    @property
    def user(self) -> User:
        return User.objects.get(pk=self.user_id)

    @property
    def application(self) -> MembershipApplication:
        return MembershipApplication.objects.get(user=self.user_id)

    def start(self, parts: int = 4) -> None:
        self.user_id = self.people.add_user(self.key, self.words["country"]).pk
        said = {**self.words, "languages": languages(self.words["languages"]), "is_adult": True, "accepts_rules": True}
        for number in range(1, parts + 1):
            applying.save_part(self.user, number, said)

    def submit(self) -> None:
        self.start()
        applying.submit_application(self.user, self.application)


def load(people: People) -> list[Story]:
    return [begun(people), sent(people), question_asked(people), vouch_asked(people), one_yes(people)]


def begun(people: People) -> Iterator[int]:
    yield -3
    Applicant(people, "nurse-tallinn", name="A nurse, Tallinn", country="EE", city="Tallinn").start(parts=2)


def sent(people: People) -> Iterator[int]:
    yield -1
    Applicant(
        people,
        "social-worker-marseille",
        name="A social worker, Marseille",
        country="FR",
        city="Marseille",
        category="social-worker",
        languages="fr:fluent en:working",
        organisation_name="A planning team in Marseille (demo)",
        organisation_kind="planning-dcr",
        motivation="We prepare a place in a city where two attempts have failed. We want to learn from those who were told no first.",
        brings="What we learned about talking with a parents' association.",
        who_knows_you="A colleague in Strasbourg has met our team.",
        first_question="How did others talk with parents before a place was chosen, and what did they not promise?",
        stage="preparing",
    ).submit()


def question_asked(people: People) -> Iterator[int]:
    applicant = Applicant(
        people,
        "peer-worker-athens",
        name="A peer worker, Athens",
        country="GR",
        city="Athens",
        category="peer-worker",
        languages="el:fluent en:working",
        organisation_name="An association in Athens (demo)",
        organisation_kind="pwud-org",
        motivation="We would like the people who use the room to be heard when it changes.",
        who_knows_you="Nobody yet.",
    )
    yield -7
    applicant.submit()
    yield -5
    coordinator = people.user("coordinator-south")
    vetting.take_application(coordinator, applicant.application)
    question = "Thank you. Is there a house or a group near you with which you have worked, and may we ask there?"
    vetting.ask_applicant(coordinator, applicant.application, question)


def vouch_asked(people: People) -> Iterator[int]:
    applicant = Applicant(
        people,
        "nurse-bergen",
        name="A nurse, Bergen",
        country="NO",
        city="Bergen",
        languages="no:fluent en:fluent",
        organisation_name="A room in Bergen (demo)",
        motivation="Smoking has just begun in our house, and we have more questions than answers.",
        brings="Ten years of nights in a small room.",
        who_knows_you="A nurse in Oslo; we trained together.",
    )
    yield -6
    applicant.submit()
    yield -4
    coordinator = people.user("coordinator-north")
    vetting.take_application(coordinator, applicant.application)
    vetting.ask_vouch(coordinator, applicant.application, people.members["nurse-oslo"])


def one_yes(people: People) -> Iterator[int]:
    applicant = Applicant(
        people,
        "public-official-leipzig",
        name="A public official, Leipzig",
        country="DE",
        city="Leipzig",
        category="public-official",
        languages="de:fluent en:working",
        organisation_name="A city administration (demo)",
        organisation_kind="municipality",
        motivation="Our state has changed its rules. The city asks me to find out what a room needs before it asks for money.",
        brings="How a city decides, from the inside.",
        who_knows_you="A manager in Hamburg has advised us.",
    )
    yield -9
    applicant.submit()
    yield -6
    coordinator = people.user("coordinator-north")
    vetting.take_application(coordinator, applicant.application)
    vetting.say_yes(
        coordinator, applicant.application, "Known to the house in Hamburg; a clear task and an honest letter."
    )
