"""Does everybody see texts and checklists, and only members what others did?"""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Member
from exchange.guide import loading
from exchange.guide.models import Step
from portal import clock
from portal.search.queries import search
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def step():
    return makers.step(slug="neighbours", caution="These studies do not all say the same.")


def page(browser, step):
    return browser.get(f"/guide/{step.slug}/").content.decode()


def test_the_public_sees_text_and_checklist_and_no_people(client, step):
    makers.practice(title="Coffee on the pavement", topics=["neighbours"], audience="public")
    for _number in range(5):
        makers.expert("neighbours")
    text = page(client, step)
    assert "What about invites?" in text
    assert "Members see here what other teams did" in text
    assert "Coffee on the pavement" not in text
    assert "have done this" not in text.split("Who has done it")[0]
    assert "5 members" not in text
    assert step.title in client.get("/guide/").content.decode()


def test_a_member_sees_only_practices_that_are_theirs_to_read(as_user, step):
    makers.practice(title="Coffee on the pavement", topics=["neighbours", "police"])
    makers.practice(title="Read by peers alone", topics=["neighbours"], audience="peers-only")
    makers.practice(title="About the air", topics=["inhalation"])
    text = page(as_user(makers.member()), step)
    assert text.count("Coffee on the pavement") == 1
    assert "Read by peers alone" not in text
    assert "About the air" not in text


def test_what_is_known_is_checked_and_says_what_to_mind(client, step):
    retracted = makers.reference(title="A withdrawn study", is_verified=True, is_retracted=True)
    recalled = makers.reference(title="From memory", is_verified=False)
    for row in (retracted, recalled):
        row.topics.set(step.topics.all())
    text = page(client, step)
    assert "From memory" not in text
    assert "Retracted" in text
    assert "These studies do not all say the same." in text


def test_few_are_said_to_be_few_and_protected_members_are_in_no_count(as_user, step):
    reader = as_user(makers.coordinator(user=makers.member().user).user)
    for country in ("NL", "DE", "FR", "PT"):
        makers.expert("neighbours", country=country)
    makers.expert("neighbours", user=makers.user(protected=True))
    makers.expert("neighbours", depth="know")
    assert "Fewer than five members" in page(reader, step)
    hidden = makers.expert("neighbours", country="ES", visibility={"country": "coordinators"})
    text = page(reader, step)
    assert "5 members have done this themselves, in 4 countries and one language." in text
    assert not [one for one in Member.objects.all() if one.name in text]
    assert hidden.country not in text


def test_an_unknown_step_leads_nowhere(client, as_user):
    assert client.get("/guide/nothing/").status_code == 302
    assert as_user(makers.member()).get("/guide/nothing/").status_code == 404
    assert client.post("/guide/").status_code == 405


def test_a_step_is_found(client, step):
    from django.contrib.auth.models import AnonymousUser

    from portal.search import index

    index.put(step)
    assert [hit.kind for hit in search(AnonymousUser(), "invites").results] == ["step"]


def test_the_shipped_steps_are_whole_and_load_twice_as_once():
    done = loading.load()
    assert (done.new, done.changed) == (12, 0)
    changed = Step.objects.get(slug="law")
    changed.title, changed.edited_on = "Our own words", clock.today()
    changed.save()
    done = loading.load()
    assert (done.new, done.changed, done.same, done.left) == (0, 0, 11, 1)
    assert Step.objects.get(slug="law").title == "Our own words"


@pytest.mark.parametrize("wrong", ["topic", "word", "broken"])
def test_a_broken_file_changes_nothing(tmp_path, wrong):
    rows = json.loads(loading.SHIPPED.read_text())
    if wrong == "topic":
        rows[5]["topics"] = ["no-such-topic"]
    rows[5]["words"] = "A field that nobody knows" if wrong == "word" else rows[5].pop("words", None) or ""
    if wrong != "word":
        del rows[5]["words"]
    text = json.dumps(rows)
    (tmp_path / "steps.json").write_text(text[:-9] if wrong == "broken" else text)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_guide", str(tmp_path))
    assert not Step.objects.exists()


def test_many_cost_as_much_as_one(as_user, client, step):
    browser = as_user(makers.member())
    makers.practice(topics=["neighbours"])
    makers.expert("neighbours")
    few = counted(browser, "/guide/neighbours/")
    for _number in range(4):
        makers.practice(topics=["neighbours"])
        makers.expert("neighbours")
        makers.step()
    assert counted(browser, "/guide/neighbours/") == few
    assert counted(client, "/guide/neighbours/") <= 4


def typed(step, **changed):
    sent = {"title": step.title, "lead": step.lead, "ask": step.ask, "language": "en", "seen": 1}
    for number, item in enumerate(step.items.all()):
        sent |= {f"question-{number}": item.question, f"why-{number}": item.why}
    return sent | changed


def test_a_coordinator_writes_a_step_anew_and_the_older_words_are_kept(client, as_user, step):
    browser, path = as_user(makers.coordinator()), "/guide/neighbours/edit/"
    assert path in page(browser, step)
    said = {
        "language": "nl",
        "lead": "Voor de sleutels.",
        "under-trial": "A pilot ends.",
        "question-0": "Wie nodigt uit?",
    }
    new = {"question-2": "Who invites, once more?", "why-2": "Ask.", "question-1": "", "why-1": ""}
    assert browser.post(path, typed(step, **said, **new)).url == "/guide/neighbours/"
    text = page(client, step)
    assert '<p class="lead" lang="nl">Voor de sleutels.</p>' in text
    assert "A pilot ends." in text
    assert "What about table?" not in text
    assert list(step.items.values_list("slug", flat=True)) == ["invites", "who-invites-once-more"]
    assert "What about table?" in browser.get(path).content.decode()
    assert search(makers.member().user, "sleutels").results


def test_two_coordinators_at_once_lose_nothing_and_half_a_question_is_refused(as_user, step):
    browser, path = as_user(makers.coordinator()), "/guide/neighbours/edit/"
    browser.post(path, typed(step, lead="The first was faster."))
    answer = browser.post(path, typed(step, lead="I was slower."))
    assert (answer.status_code, step.versions.count()) == (409, 1)
    assert "The first was faster." in answer.content.decode()
    assert "I was slower." in answer.content.decode()
    half = browser.post(path, typed(step, seen=2, **{"question-2": "Half a question?"})).content.decode()
    assert "Question and reason belong together" in half
    none = {f"{name}-{number}": "" for name in ("question", "why") for number in range(2)}
    assert "at least one thing to decide" in browser.post(path, typed(step, seen=2, **none)).content.decode()
    assert as_user(makers.member()).post(path, typed(step)).status_code == 404
