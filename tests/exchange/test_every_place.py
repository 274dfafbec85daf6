"""Does each place that can show a practice show it to those who may read it, and to nobody else? Audience x role x place."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import PeerConsent
from exchange.discussion.models import Comment, ThreadFollow
from exchange.practices import actions
from exchange.practices.models import Bookmark, Follow, Practice
from portal import clock
from portal.audiences import TOKEN
from portal.delivery import outbox
from portal.search import index
from tests import makers
from tests.exchange.test_practice_queries import READS as AUDIENCES_OF
from tests.house.places import Network, addresses
from tests.house.test_urls import address

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
TITLE = "Zeppelins over the harbour"
SAID = "Dirigibles make me calm, and nobody shouts there."
# "listed": as long as it stands in lists; "open": also when put away, and to coordinators when hidden.
LISTED, OPEN = "listed", "open"
# On PostgreSQL these look again: one of each kind of reader.
LOOK_AGAIN = ("anonymous", "nurse", "peer", "coordinator")
EVERYBODY, LOGGED_IN, MEMBERS = "everybody", "logged in", "members"

# Every place that can show a practice's title -> how to get there, and the rule. A page that shows one and is not
# here fails `test_no_place_is_forgotten`.
PLACES: dict[str, tuple[str, str, str]] = {
    "practices:practice_list": ("/practices/", LISTED, EVERYBODY),
    "practices:practice_list, by change": ("/practices/?sort=changed", LISTED, EVERYBODY),
    "practices:practice_list, with files": ("/practices/?files=with", LISTED, EVERYBODY),
    "practices:practice_list, one topic": ("/practices/?topic=inhalation&language=en", LISTED, EVERYBODY),
    "practices:practice_kept": ("/practices/kept/", OPEN, MEMBERS),
    "practices:practice_followed": ("/practices/followed/", OPEN, MEMBERS),
    "practices:practice_page": ("/practices/{practice}/", OPEN, EVERYBODY),
    "practices:practice_page, of one it is linked with": ("/practices/{other}/", LISTED, EVERYBODY),
    "practices:practice_links": ("/practices/{own}/links/?kind=practice&words=zeppelins", LISTED, MEMBERS),
    "practices:practice_adopt": ("/practices/{practice}/adopt/", OPEN, MEMBERS),
    "practices:practice_document": ("/practices/{practice}/document/", OPEN, MEMBERS),
    "library:reference_page": ("/library/{reference}/", LISTED, EVERYBODY),
    "world:facility_page": ("/world/facilities/{room}/", LISTED, EVERYBODY),
    "search:search_page": ("/search/?q=zeppelins", LISTED, EVERYBODY),
    "site:dashboard": ("/home/", LISTED, MEMBERS),
    "delivery:inbox": ("/inbox/", LISTED, LOGGED_IN),
}
# What one writes oneself, what waits at the desk, and what belongs to one visit: tests of their own.
ELSEWHERE = {
    "practices:practice_mine",
    "practices:practice_feed",
    "site:desk",
    "practices:desk_moderation",
    "practices:desk_reviews",
}
# Pages of this one practice, closed as a whole with it; the walk of all addresses and all roles looks at them.
OF_ONE = ("practices/<int:pk>/", "talk/<slug:kind>/<int:pk>/", "comments/<int:pk>/", "desk/moderation/<int:pk>/")


@pytest.fixture
def people():
    peer = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=peer, given_at=clock.now())
    found = {
        "anonymous": None,
        "applicant": makers.user(),
        "suspended": makers.member(state="suspended").user,
        "former": makers.member(state="left").user,
        "nurse": makers.member().user,
        "police": makers.member(category="police").user,
        "public-official": makers.member(category="public-official").user,
        "peer": peer.user,
        "coordinator": makers.coordinator(countries=["NL"]).user,
        "coordinator elsewhere": makers.coordinator(countries=["DE"]).user,
    }
    return {role: found[role] for role in LOOK_AGAIN} if connection.vendor == "postgresql" else found


def browser_of(user: Any) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def known_by_all(practice: Practice, people: dict[str, Any]) -> None:
    """As if it had been open to everybody once: they keep it, follow it and were told of it."""
    members = [user for user in people.values() if user]
    for user in members:
        Bookmark.objects.create(practice=practice, user=user)
        Follow.objects.create(user=user, kind=Follow.Kind.PRACTICE, key=str(practice.pk))
        Follow.objects.create(user=user, kind=Follow.Kind.TOPIC, key="inhalation")
    outsider = makers.member().user
    answer = Comment.objects.create(practice=practice, author=outsider, body="So did we.", at=clock.now())
    for user in members:
        ThreadFollow.objects.create(practice=practice, user=user, at=clock.now())
    outbox.notify("discussion.thread_answered", f"answer {answer.pk}", members, {"comment": answer.pk})
    outbox.notify("practices.new_followed", f"new {practice.pk}", members, {"practice": practice.pk})


@pytest.fixture
def ends():
    """Return what the practice is linked with, all of it open to everybody."""
    reference, room = makers.reference(), makers.facility()
    other = makers.practice(title="Rules of the house", audience="public", topics=["neighbours"])
    practice = makers.practice(title=TITLE, show_author_as="name")
    practice.references.add(reference)
    practice.facilities.add(room)
    practice.related.add(other)
    plan = makers.upload(owner=practice.author, name="plan.png", kind="png")
    makers.practice_file(practice, upload=plan)
    return {"practice": practice, "file": plan.pk, "other": other.pk, "reference": reference.slug, "room": room.slug}


def wanted(role: str, practice: Practice, rule: str, who: str) -> bool:
    audiences = AUDIENCES_OF.get(role.split()[0], {"public"})
    is_vetted = role not in {"anonymous", "applicant", "suspended", "former"}
    if practice.audience not in audiences or (who == MEMBERS and not is_vetted):
        return False
    if who == LOGGED_IN and role == "anonymous":
        return False
    if practice.state == "hidden":
        return rule == OPEN and role.startswith("coordinator")
    return practice.state != "archived" or rule == OPEN


# The places of a translation: those that show it to whoever reads its language; "other" is its original's page.
OF_A_TRANSLATION = {
    "practices:practice_list",
    "practices:practice_list, by change",
    "practices:practice_list, one topic",
    "practices:practice_kept",
    "practices:practice_followed",
    "practices:practice_page",
    "practices:practice_document",
    "search:search_page",
    "site:dashboard",
    "delivery:inbox",
}


def translated(original: Practice) -> Practice:
    """Return its translation into what all of the people read."""
    both = [{"code": code, "level": "fluent"} for code in ("nl", "en")]
    translator = makers.member(languages=both).user
    draft = actions.begin_translation(translator, original, "en")
    words = {
        "title": TITLE,
        "what_was_done": "We hung the rules of the house where everybody can read them.",
        "what_happened": "Everybody reads them, and some smile.",
        "no_identifying": True,
    }
    return actions.post_translation(translator, draft, words, looked_at=1)


def wrong_places(
    ends: dict[str, Any], people: dict[str, Any], places: dict[str, tuple[str, str, str]] = PLACES
) -> list[str]:
    wrong, practice = [], ends["practice"]
    for role, user in people.items():
        browser = browser_of(user)
        own = makers.practice(author=user, title="My own", topics=["neighbours"]) if user else practice
        for name, (path, rule, who) in places.items():
            filled = path.format(**{**ends, "practice": practice.pk, "own": own.pk})
            answer = browser.get(filled)
            text = answer.content.decode() if answer.status_code == 200 else ""
            is_shown, should = (
                TITLE.split()[0] in text.replace("words=zeppelins", ""),
                wanted(role, practice, rule, who),
            )
            if is_shown != should:
                wrong.append(f"{practice.audience}, {practice.state}: {role} {'sees' if is_shown else 'misses'} {name}")
        for path in ("/files/{file}/", "/files/{file}/picture/") if "file" in ends else ():
            if opens(browser, path.format(**ends)) != wanted(role, practice, OPEN, EVERYBODY):
                wrong.append(f"{practice.audience}, {practice.state}: {role} {path}")
        if user:
            own.delete()
    return wrong


def opens(browser: Client, path: str) -> bool:
    answer = browser.get(path)
    if answer.streaming:
        answer.getvalue()
    assert answer.status_code in (200, 404)
    return answer.status_code == 200


@pytest.mark.parametrize("audience", list(TOKEN))
def test_every_audience_role_and_place(people, ends, audience):
    practice = ends["practice"]
    known_by_all(practice, people)
    if audience == "public":
        practice.audience = audience
        practice.save()
        index.put(practice)
    else:
        actions.change_audience(practice.author, practice, audience)
        practice.refresh_from_db()
    assert wrong_places(ends, people) == []


@pytest.mark.parametrize("audience", [audience for audience in TOKEN if audience != "public"])
def test_every_place_of_a_translation(people, audience):
    """Its original is narrowed; nobody touches the translation itself."""
    original = makers.practice(title="Regels van het huis", language="nl")
    translation = translated(original)
    known_by_all(translation, people)
    actions.change_audience(original.author, Practice.objects.get(pk=original.pk), audience)
    translation.refresh_from_db()
    found = {"practice": translation, "other": original.pk}
    closed = {name: row for name, row in PLACES.items() if name in OF_A_TRANSLATION}
    assert wrong_places(found, people, closed) == []


@pytest.mark.parametrize("move", ["archive", "hide"])
def test_a_translation_is_gone_with_its_original(people, move):
    original = makers.practice(title="Regels van het huis", language="nl")
    translation = translated(original)
    known_by_all(translation, people)
    actor, row = original.author, Practice.objects.get(pk=original.pk)
    actions.archive_practice(actor, row) if move == "archive" else actions.hide_practice(
        actor, row, "It names a street."
    )
    translation.refresh_from_db()
    # What is shown is decided by the original's state.
    translation.state = Practice.objects.get(pk=original.pk).state
    found = {"practice": translation, "other": original.pk}
    closed = {name: row for name, row in PLACES.items() if name in OF_A_TRANSLATION}
    assert wrong_places(found, people, closed) == []


@pytest.mark.parametrize("move", ["archive", "hide"])
def test_put_away_or_hidden_it_is_gone_at_once(people, ends, move):
    practice = ends["practice"]
    known_by_all(practice, people)
    if move == "archive":
        actions.archive_practice(practice.author, practice)
    else:
        actions.hide_practice(practice.author, practice, "It names a street.")
    practice.refresh_from_db()
    assert wrong_places(ends, people) == []


def hears(browser: Client, pk: int) -> set[str]:
    """Return the places where the voice beside the practice can be read, or finds it."""
    places = {
        "page": f"/practices/{pk}/",
        "report": f"/practices/{pk}/voice/report/",
        "search": "/search/?q=dirigibles",
    }
    texts = {name: browser.get(path).content.decode(errors="replace") for name, path in places.items()}
    texts["search"] = texts["search"].replace("irigibles", "").replace("Zeppelins", "Dirigibles")
    return {name for name, text in texts.items() if "Dirigibles" in text}


@pytest.mark.parametrize("move", ["shown", "covered by reports"])
@pytest.mark.parametrize("audience", list(TOKEN))
def test_a_voice_is_where_its_practice_is_and_nowhere_when_hidden(people, ends, audience, move):
    practice = ends["practice"]
    Practice.objects.filter(pk=practice.pk).update(audience=audience)
    practice.refresh_from_db()
    voice = makers.voice(practice, words=SAID)
    if move == "covered by reports":
        for _number in range(2):
            warning = makers.coordinator().user
            PeerConsent.objects.create(member=warning.member, given_at=clock.now())
            actions.report_text(warning, practice, voice=voice, reason="identifying")
    else:
        index.put(practice)
    wrong = []
    for role, user in people.items():
        is_reader = wanted(role, practice, OPEN, EVERYBODY)
        should = {"page", "search"} if is_reader and move == "shown" else set()
        if should and wanted(role, practice, OPEN, MEMBERS):
            should.add("report")
        if is_reader and role.startswith("coordinator") and move != "shown":
            should = {"page"}  # whoever may show it again
        if (found := hears(browser_of(user), practice.pk)) != should:
            wrong.append(f"{role}: {found} instead of {should}")
    assert wrong == []


def test_no_page_shows_a_hidden_voice_to_readers():
    network = Network()
    network.voice.words = SAID
    network.voice.save()
    actions.hide_voice(network.coordinator.user, network.voice, "It names a street.")
    showing = []
    for user in (makers.member().user, network.practice.author):
        browser = browser_of(user)
        for name, route in addresses():
            answer = browser.get(address(network, name, route))
            is_text = answer.status_code == 200 and not answer.streaming
            if is_text and "Dirigibles" in answer.content.decode(errors="replace"):
                showing.append(name)
    assert showing == []


def test_the_feed_and_the_counts_follow_at_once(ends):
    practice = ends["practice"]
    feed, listed = reverse("practices:practice_feed"), reverse("practices:practice_list")
    assert TITLE not in Client().get(feed).text
    practice.audience = "public"
    practice.save()
    assert TITLE in Client().get(feed).text
    before = Client().get(listed).context["total"]
    actions.change_audience(practice.author, practice, "members")
    assert TITLE not in Client().get(feed).text
    assert Client().get(listed).context["total"] == before - 1


def test_no_place_is_forgotten():
    """Walk all addresses as those who see most, with the practice behind all of them: whatever shows it has a row."""
    network = Network()
    Practice.objects.filter(pk=network.practice.pk).update(title=TITLE, show_author_as="name")
    network.practice.refresh_from_db()
    network.practice.references.add(network.reference)
    network.practice.facilities.add(network.room)
    index.put(network.practice)
    people = {"coordinator": network.coordinator.user, "author": network.practice.author}
    known_by_all(network.practice, people)
    showing = set()
    for user in people.values():
        browser = browser_of(user)
        for name, route in addresses():
            answer = browser.get(address(network, name, route))
            is_text = answer.status_code == 200 and not answer.streaming
            if is_text and TITLE in answer.content.decode(errors="replace") and not route.startswith(OF_ONE):
                showing.add(name)
    assert {"site:dashboard", "library:reference_page", "practices:practice_kept"} <= showing
    assert showing - {name.split(",")[0] for name in PLACES} - ELSEWHERE == set()
