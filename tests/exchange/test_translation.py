"""Does a translation carry words across, and never further than its original goes?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import PeerConsent
from exchange.practices import actions, paper, queries
from exchange.practices.actions import recording
from exchange.practices.actions.readers import tell_followers
from exchange.practices.models import Follow, HiddenAuthor, Practice
from exchange.practices.permissions import is_within
from portal import clock
from portal.audiences import TOKEN
from portal.audit.models import AuditEvent
from portal.delivery.models import Notice
from portal.delivery.registry import texts_for
from portal.moves import MoveRefused
from portal.search.models import SearchEntry
from portal.search.queries import search
from tests import makers
from tests.house import counting
from tests.house.counting import counted
from visits.matching.written import written

pytestmark = pytest.mark.django_db
BOTH = [{"code": "en", "level": "fluent"}, {"code": "fr", "level": "working"}]
WORDS = {
    "title": "Deux petites cabines pour fumer",
    "what_was_done": "Nous avons construit deux petites cabines avec leur propre sortie d'air.",
    "what_happened": "On attend moins, et personne ne reste dans la fumée froide.",
}
FORM = {**WORDS, "no_identifying": "on", "audience": "members", "show_author_as": "role-country"}


def reader(code="fr", **fields):
    return makers.member(languages=[{"code": code, "level": "fluent"}], **fields).user


@pytest.fixture
def original():
    return makers.practice(country="NL", room_model="integrated", cost_once=9000, cost_currency="EUR", cost_year=2024)


@pytest.fixture
def translator():
    return makers.member(category="social-worker", languages=BOTH)


def begun(original, translator, language="fr"):
    return actions.begin_translation(translator.user, original, language)


def translated(original, translator, language="fr", **fields):
    draft = begun(original, translator, language)
    words = {**WORDS, "no_identifying": True, **fields}
    return actions.post_translation(translator.user, draft, words, looked_at=original.version)


def original_of(translation):
    return Practice.objects.get(pk=translation.translation_of_id)


# writing it


def test_words_stand_beside_each_other_and_facts_stay_with_the_original(as_user, original, translator):
    browser = as_user(translator)
    begun_at = browser.post(f"/practices/{original.pk}/translate/", {"language": "fr"})
    draft = Practice.objects.get(translation_of=original)
    assert begun_at.url == f"/practices/{draft.pk}/translation/"
    page = browser.get(begun_at.url).text
    assert original.what_was_done in page
    assert "changed meanwhile" not in page
    assert browser.post(begun_at.url, {**FORM, "post": "", "looked_at": original.version}).status_code == 302
    shown = as_user(reader()).get(f"/practices/{draft.pk}/").text
    assert WORDS["what_happened"].replace("'", "&#x27;") in shown
    assert "9,000 EUR once" in shown
    assert f'/practices/{original.pk}/" hreflang="en"' in shown
    assert f'/practices/{draft.pk}/" hreflang="fr"' in as_user(reader("en")).get(f"/practices/{original.pk}/").text


def test_what_is_not_translated_yet_is_said_beside_the_field_and_kept(as_user, original, translator):
    draft = begun(original, translator)
    answer = as_user(translator).post(f"/practices/{draft.pk}/translation/", {**FORM, "what_happened": "", "post": ""})
    assert "This is still to be translated" in answer.text
    assert WORDS["title"] in answer.text
    saved = as_user(translator).post(f"/practices/{draft.pk}/translation/", {"title": WORDS["title"], "save": "1"})
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.state) == (WORDS["title"], "draft")


def test_only_who_reads_both_languages(as_user, original):
    browser = as_user(reader("fr"))
    assert "Translating needs two languages" in browser.get(f"/practices/{original.pk}/translate/").text
    assert browser.post(f"/practices/{original.pk}/translate/", {"language": "fr"}).status_code == 200
    assert not Practice.objects.filter(translation_of=original).exists()
    assert "Translate this" not in browser.get(f"/practices/{original.pk}/").text


def test_a_draft_is_the_translators_alone_and_get_begins_nothing(as_user, original, translator):
    as_user(translator).get(f"/practices/{original.pk}/translate/")
    assert not Practice.objects.filter(translation_of=original).exists()
    draft = begun(original, translator)
    for path in (f"/practices/{draft.pk}/", f"/practices/{draft.pk}/translation/"):
        assert as_user(original.author).get(path).status_code == 404
    assert as_user(translator).get(f"/practices/{draft.pk}/edit/").url == f"/practices/{draft.pk}/translation/"


def test_the_second_translator_is_led_to_the_first(as_user, original, translator):
    first = begun(original, translator)
    second = makers.member(languages=BOTH)
    answer = as_user(second).post(f"/practices/{original.pk}/translate/", {"language": "fr"}, follow=True)
    assert "Somebody is translating it into" in answer.text
    actions.post_translation(translator.user, first, {**WORDS, "no_identifying": True}, looked_at=1)
    led = as_user(second).post(f"/practices/{original.pk}/translate/", {"language": "fr"})
    assert led.url == f"/practices/{first.pk}/"
    assert Practice.objects.filter(translation_of=original).count() == 1


def test_a_draft_that_lies_keeps_nobody_from_it_and_cannot_be_posted_afterwards(original, translator):
    first = begun(original, translator)
    Practice.objects.filter(pk=first.pk).update(changed_at=clock.now() - actions.translating.LET_GO_AFTER * 2)
    translated(original, makers.member(languages=BOTH))
    with pytest.raises(actions.Taken):
        actions.post_translation(translator.user, first, {**WORDS, "no_identifying": True}, looked_at=1)
    first.refresh_from_db()
    assert first.state == "draft"


def test_autosave_keeps_a_draft(as_user, original, translator):
    draft = begun(original, translator)
    sent = {"draft": draft.pk, "title": WORDS["title"], "audience": "public"}
    assert as_user(translator).post("/practices/autosave/", sent).status_code == 422
    assert as_user(translator).post("/practices/autosave/", {**sent, "audience": "members"}).status_code == 200
    draft.refresh_from_db()
    assert (draft.title, draft.audience, draft.language) == (WORDS["title"], "members", "fr")


def test_a_translation_of_a_full_practice_is_full_and_never_reviewed(as_user, translator):
    full = makers.practice(state="full", what_happened="", problem="", who="Two nurses.")
    Practice.objects.filter(pk=full.pk).update(what_happened="Waiting went down, and so did the noise.")
    made = translated(Practice.objects.get(pk=full.pk), translator, who="Deux infirmières.")
    assert made.state == "full"
    assert as_user(makers.coordinator()).get(f"/practices/{made.pk}/review/").status_code == 404


# who reads it


def test_within_is_what_the_tokens_say():
    assert is_within("dcr-and-peers", "members")
    assert not is_within("members", "dcr-and-peers")
    assert not is_within("coordinators", "peers-only")


@pytest.mark.parametrize("audience", [audience for audience in TOKEN if audience != "public"])
def test_it_follows_where_the_original_is_narrowed(original, translator, audience):
    made = translated(original, translator)
    actions.change_audience(original.author, original_of(made), audience)
    made.refresh_from_db()
    assert made.audience == audience
    entry = SearchEntry.objects.get(kind="practice", object_id=made.pk)
    assert entry.readers.split() == [TOKEN[audience]]
    police = reader(category="police")
    assert queries.for_user(police).filter(pk=made.pk).exists() == (audience == "members")


@pytest.mark.parametrize("move", ["archive", "hide"])
def test_it_goes_where_the_original_goes(as_user, original, translator, move):
    made = translated(original, translator)
    author = original.author
    if move == "archive":
        actions.archive_practice(author, original_of(made))
    else:
        actions.hide_practice(author, original_of(made), "It names a street.")
    stranger = reader()
    assert not queries.listed_for(stranger).filter(pk=made.pk).exists()
    assert search(stranger, "cabines").total == 0
    page = as_user(stranger).get(f"/practices/{made.pk}/").status_code
    assert page == (200 if move == "archive" else 404)
    assert queries.mine(translator.user).filter(pk=made.pk).exists() == (move == "archive")
    if move == "hide":
        actions.show_practice(makers.coordinator().user, original_of(made))
        assert search(stranger, "cabines").total == 1


def test_rows_that_say_more_than_the_original_open_nothing(original, translator):
    """Whatever went wrong on the way: the rule is asked at reading."""
    made = translated(original, translator)
    Practice.objects.filter(pk=original.pk).update(audience="peers-only")
    assert not queries.for_user(reader()).filter(pk=made.pk).exists()
    assert not queries.for_user(translator.user).filter(pk=made.pk).exists()
    assert queries.for_user(original.author).filter(pk=made.pk).exists()


def test_more_readers_need_the_yes_of_both(as_user, original, translator):
    actions.change_audience(original.author, original, "dcr-and-peers")
    made = translated(Practice.objects.get(pk=original.pk), translator)
    address = f"/practices/{made.pk}/translation/"
    with pytest.raises(MoveRefused):
        actions.change_audience(translator.user, made, "members")
    assert as_user(translator).post(address, FORM).status_code == 200
    actions.change_audience(original.author, original_of(made), "members")
    made.refresh_from_db()
    assert made.audience == "dcr-and-peers"
    notice = translator.user.notices.get(kind="practices.translation_waits")
    assert "more readers now" in texts_for([notice])[notice.pk].body
    assert "please tick that this is meant" in as_user(translator).post(address, FORM).text
    assert as_user(translator).post(address, {**FORM, "agrees_to_more": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.audience == "members"


def test_public_only_after_the_original(original, translator):
    made = translated(original, translator)
    with pytest.raises(MoveRefused):
        actions.offer_to_public(translator.user, made)
    original = original_of(made)
    actions.publish_practice(makers.coordinator().user, actions.offer_to_public(original.author, original))
    assert not queries.for_user(AnonymousUser()).filter(pk=made.pk).exists()
    offered = actions.offer_to_public(translator.user, Practice.objects.get(pk=made.pk))
    actions.publish_practice(makers.coordinator().user, offered)
    assert WORDS["title"] in Client(headers={"accept-language": "fr"}).get("/practices/?language=fr").text
    actions.change_audience(original.author, original_of(made), "members")
    assert Client().get(f"/practices/{made.pk}/").status_code != 200
    assert WORDS["title"] not in Client().get("/practices/feed/").text


# whose words they are


def test_an_anonymous_original_stays_so_and_the_byline_is_the_originals(as_user, translator):
    author = makers.member(name="Marker Author", category="manager").user
    original = makers.practice(author=None, show_author_as="anonymous", perspective="service-user")
    HiddenAuthor.objects.create(practice=original, user=author)
    made = translated(original, translator, show_author_as="name")
    page = as_user(reader()).get(f"/practices/{made.pk}/").text
    assert "Marker Author" not in page
    assert f"Translated by {translator.name}" in page
    row = queries.listed_for(reader()).get(pk=made.pk)
    assert queries.byline(row) == "A member"
    notice = author.notices.get(kind="practices.translated")
    assert texts_for([notice])[notice.pk].url == f"/practices/{made.pk}/"


def test_the_place_is_told_as_the_original_tells_it(translator):
    for _number in range(5):
        makers.member(category="social-worker", country="PT")
    original = makers.practice(author=makers.member(category="police", country="PT").user, country="PT")
    made = queries.listed_for(reader()).get(pk=translated(original, translator).pk)
    from exchange.practices.facts import facts

    where = [value for name, value in facts(made) if name == "Where"]
    assert where == [
        value for name, value in facts(queries.listed_for(reader()).get(pk=original.pk)) if name == "Where"
    ]


def test_author_of_ones_own_hidden_text_stays_hidden_when_translating_it(translator):
    original = makers.practice(author=None, show_author_as="anonymous")
    HiddenAuthor.objects.create(practice=original, user=translator.user)
    made = translated(original, translator)
    assert made.author_id is None
    assert not AuditEvent.objects.filter(subject_id=made.pk, actor=translator.user).exists()
    assert not translator.user.notices.filter(kind="practices.translated").exists()


def test_experts_are_not_found_by_what_they_translated(original, translator):
    expert = makers.expert(languages=BOTH)
    translated(original, expert)
    assert expert.user_id not in written()


# time passes


def test_when_the_original_changes_readers_and_translator_hear_of_it(as_user, original, translator):
    from exchange.practices.actions.writing import keep_revision

    keep_revision(original)
    made = translated(original, translator)
    actions.edit_practice(original.author, original_of(made), {"what_happened": "Waiting went down by half an hour."})
    assert "The original has changed since" in as_user(reader()).get(f"/practices/{made.pk}/").text
    notice = translator.user.notices.get(kind="practices.original_changed")
    address = texts_for([notice])[notice.pk].url
    page = as_user(translator).get(address).text
    assert "<del>" in page
    assert "half an hour" in page
    version = original_of(made).version
    as_user(translator).post(address, {**FORM, "looked_at": version})
    assert "The original has changed since" not in as_user(reader()).get(f"/practices/{made.pk}/").text


def test_choices_alone_are_no_change_of_words(original, translator):
    from exchange.practices.actions.writing import keep_revision

    keep_revision(original)
    made = translated(original, translator)
    actions.edit_practice(original.author, original_of(made), {"contact": "no"})
    made.refresh_from_db()
    assert made.translated_version == original_of(made).version
    assert not translator.user.notices.filter(kind="practices.original_changed").exists()


def test_a_teller_sees_translations_on_the_slip_and_takes_them_back(client, translator):
    nurse = makers.member().user
    words = {"what_was_done": "At night I can sit there like a heron by the water."}
    told, code = recording.record_practice(nurse, words, topics=[makers.topic()], audience="members", language="en")
    made = translated(told, translator, what_happened="")
    client.post("/slip/", {"code": code})
    assert "French" in client.get("/slip/").text
    client.post("/slip/withdraw/")
    assert not Practice.objects.filter(pk__in=[told.pk, made.pk]).exists()
    assert not SearchEntry.objects.filter(kind="practice", object_id=made.pk).exists()
    assert Notice.objects.filter(kind="practices.original_gone", recipient=translator.user).count() == 1


def test_what_is_said_to_a_translation_belongs_to_the_original(as_user, original, translator):
    made = translated(original, translator)
    house = reader()
    as_user(house).post(f"/practices/{made.pk}/adopt/", {"show_author_as": "role"})
    assert original.adoptions.count() == 1
    peer = makers.member(category="peer-worker")
    PeerConsent.objects.create(member=peer, given_at=clock.now())
    assert as_user(peer).get(f"/practices/{made.pk}/voice/").status_code == 404
    assert as_user(peer).get(f"/practices/{original.pk}/voice/").status_code == 200


# lists


def test_each_practice_stands_once_in_the_readers_language(as_user, original, translator):
    made = translated(original, translator)
    dutch = translated(original, makers.member(languages=[*BOTH, {"code": "nl", "level": "basic"}]), "nl")
    french, english = reader("fr"), reader("en")
    flemish = makers.member(languages=[{"code": "nl", "level": "fluent"}, {"code": "fr", "level": "basic"}]).user
    for user, wanted in ((french, made), (english, original), (flemish, dutch), (reader("de"), original)):
        assert list(queries.once(queries.listed_for(user), user)) == [wanted]
    page = as_user(french).get("/practices/?country=&topic=inhalation")
    assert page.context["total"] == 1
    assert "Translated from English" in page.text
    assert [row.pk for row, _who in as_user(english).get("/practices/?language=fr").context["rows"]] == [made.pk]
    assert [row.pk for row, _who in as_user(flemish).get("/practices/?language=i-read").context["rows"]] == [dutch.pk]


def test_a_translation_that_is_closed_hides_no_original(original, translator):
    made = translated(original, translator)
    actions.change_audience(translator.user, made, "coordinators")
    french = reader("fr")
    assert list(queries.once(queries.listed_for(french), french)) == [original]


def test_search_says_what_is_a_translation(as_user, original, translator):
    translated(original, translator)
    assert "Translated from English" in as_user(reader()).get("/search/?q=cabines").text
    assert search(reader(), "cabines").results[0].translated_from == "en"


def test_followers_hear_of_it_only_in_a_language_that_they_need(original, translator):
    french, english = reader("fr"), reader("en")
    for user in (french, english):
        Follow.objects.create(user=user, kind=Follow.Kind.TOPIC, key="inhalation")
    made = translated(original, translator)
    assert tell_followers(made.pk) == 1
    assert french.notices.filter(kind="practices.new_followed").exists()


def test_paper_says_that_it_is_a_translation(original, translator):
    made = queries.listed_for(reader()).get(pk=translated(original, translator).pk)
    data = paper.data(made)
    assert "the original is in English" in data["made"]
    assert translator.name not in str(data)
    assert any("9,000 EUR once" in str(value) for _name, value in data["facts"])


def test_pages_with_many_languages_cost_no_more(original, translator):
    """The page of a translation asks no more than that of a practice; the list as much as any list."""
    reading = makers.member(languages=[{"code": "fr", "level": "fluent"}, {"code": "en", "level": "basic"}])
    made = translated(original, translator)
    browser = Client()
    browser.force_login(reading.user, backend="django.contrib.auth.backends.ModelBackend")
    pages = (f"/practices/{made.pk}/", f"/practices/{original.pk}/", "/practices/")
    few = [counted(browser, page) for page in pages]
    for number in range(4):
        other = makers.practice()
        for code in ("fr", "de", "nl"):
            makers.practice(translation_of=other, language=code)
        makers.practice(translation_of=original, language=("de", "nl", "es", "pt")[number])
    assert [counted(browser, page) for page in pages] == few
    assert max(few[:2]) <= counting.MOST
    assert few[2] <= counting.MOST
