"""Is a path its walkers' alone, and does nothing of it get lost?"""

from datetime import timedelta

import pytest

from exchange.guide import loading, notices
from exchange.guide.actions import clocks, documents, walking
from exchange.guide.models import Path, PathDocument, PathProgress, Step
from exchange.library.models import Reference
from portal import clock
from portal.delivery.models import Notice
from tests import makers
from tests.house.counting import counted

pytestmark = pytest.mark.django_db
SECRET = "The owner of the corner house wants to sell."


@pytest.fixture
def step():
    return makers.step(slug="neighbours")


@pytest.fixture
def house():
    return makers.organisation(kind="planning-dcr")


@pytest.fixture
def walker(house):
    return makers.member(organisation=house, category="manager")


@pytest.fixture
def path(walker, step):
    made = walking.start_path(walker.user)
    walking.save_progress(walker.user, made, step, {"notes": SECRET, "ticks": ["invites"], "state": "doing"})
    return made


def test_a_path_is_begun_with_a_button_and_only_once(as_user, walker, house):
    browser = as_user(walker)
    assert "Begin our path" in browser.get("/guide/path/").content.decode()
    assert not Path.objects.exists()
    for _time in range(2):
        browser.post("/guide/path/")
    assert Path.objects.get().organisation == house
    assert browser.get("/guide/path/").url == f"/guide/paths/{Path.objects.get().pk}/"


def test_without_an_organisation_a_member_keeps_a_path_alone(as_user, house):
    alone = makers.member()
    as_user(alone).post("/guide/path/")
    own = Path.objects.get()
    assert own.user == alone.user
    alone.organisation = house
    alone.save()
    assert as_user(alone).get(f"/guide/paths/{own.pk}/").status_code == 200
    assert "from before you belonged" in as_user(alone).get("/guide/path/").content.decode()


@pytest.mark.parametrize("who", ["stranger", "coordinator", "administrator", "left", "suspended"])
def test_nobody_else_finds_it(as_user, path, step, house, who):
    person = {
        "stranger": lambda: makers.member(organisation=makers.organisation()).user,
        "coordinator": lambda: makers.coordinator().user,
        "administrator": makers.administrator,
        "left": lambda: makers.member(organisation=house, state="left").user,
        "suspended": lambda: makers.member(organisation=house, state="suspended").user,
    }[who]()
    browser = as_user(person)
    start = f"/guide/paths/{path.pk}/"
    closed = {404} if who not in ("left", "suspended") else {302}
    assert {browser.get(start).status_code, browser.get(f"{start}neighbours/").status_code} == closed
    sent = [browser.post(f"{start}neighbours/{way}", {"state": "done"}).status_code for way in ("", "tick/", "mark/")]
    assert set(sent) == closed
    assert SECRET not in browser.get("/guide/neighbours/").content.decode()
    assert PathProgress.objects.get().state == "doing"


def test_a_colleague_reads_and_goes_on(as_user, path, step, house):
    colleague = makers.member(organisation=house)
    browser = as_user(colleague)
    assert SECRET in browser.get(f"/guide/paths/{path.pk}/neighbours/").content.decode()
    due = clock.today() + timedelta(days=30)
    sent = {
        "seen": 1, "state": "done", "tick-invites": "on", "decided-invites": "The city invites.", "notes": SECRET,
        "owner": colleague.pk, "due_on": due.isoformat(),
    }  # fmt: skip
    assert browser.post(f"/guide/paths/{path.pk}/neighbours/", sent).status_code == 302
    row = PathProgress.objects.get()
    assert (row.state, row.ticks, row.decisions) == ("done", ["invites"], {"invites": "The city invites."})
    assert (row.owner, row.due_on, row.version) == (colleague, due, 2)
    text = browser.get(f"/guide/paths/{path.pk}/").content.decode()
    assert "1 of 1 done" in text
    assert "Nurse (you)" in text


def test_two_at_once_are_told_and_lose_nothing(as_user, path, step, walker):
    sent = {"seen": 1, "state": "doing", "notes": "What I typed", "decided-table": "All of us"}
    walking.save_progress(walker.user, path, step, {"notes": "What a colleague typed"})
    answer = as_user(walker).post(f"/guide/paths/{path.pk}/neighbours/", sent).content.decode()
    assert "A colleague changed this step meanwhile." in answer
    assert "What a colleague typed" in answer
    assert "What I typed" in answer
    assert "All of us" in answer
    assert PathProgress.objects.get().notes == "What a colleague typed"
    as_user(walker).post(f"/guide/paths/{path.pk}/neighbours/", {**sent, "seen": 2})
    assert PathProgress.objects.get().notes == "What I typed"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("due_on", "2001-01-01", "This day is past."),
        ("due_on", "9999-01-01", "more than ten years away"),
        ("due_on", "soon", "Enter a valid date"),
        ("state", "flying", "Select a valid choice"),
        ("owner", "999999", "Select a valid choice"),
        ("decided-table", "x" * 401, "at most 400"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_the_words_stay(as_user, path, walker, field, value, said):
    sent = {"seen": 1, "state": "doing", "notes": "What I typed", field: value}
    text = as_user(walker).post(f"/guide/paths/{path.pk}/neighbours/", sent).content.decode()
    assert said in text
    assert "What I typed" in text
    assert PathProgress.objects.get().notes == SECRET


def test_ticks_of_two_people_come_together(as_user, path, step, walker, house):
    address = f"/guide/paths/{path.pk}/neighbours/tick/"
    as_user(walker).post(address, {"shown": ["invites"], "tick": ["invites", "table", "no-such-item"]})
    assert PathProgress.objects.get().ticks == ["invites", "table"]
    as_user(makers.member(organisation=house)).post(address, {"shown": ["invites"], "tick": []})
    assert PathProgress.objects.get().ticks == ["table"]
    as_user(walker).post(address.replace("tick", "mark"), {"state": "done"})
    assert PathProgress.objects.get().state == "done"
    assert as_user(walker).get(address).status_code == 405


def test_who_hides_their_house_is_offered_to_nobody_and_protected_members_are_a_colleague(as_user, path, house, walker):
    makers.member(organisation=house, category="doctor")
    makers.member(organisation=house, category="nurse", visibility={"organisation": "members"}, name="Nora Shown")
    hidden = makers.member(organisation=house, category="police", user=makers.user(protected=True))
    text = as_user(walker).get(f"/guide/paths/{path.pk}/neighbours/").content.decode()
    assert "Nurse</option>" in text
    assert "Doctor</option>" not in text
    assert "Nora Shown" not in text
    PathProgress.objects.update(owner=hidden)
    text = as_user(walker).get(f"/guide/paths/{path.pk}/").content.decode()
    assert "A colleague" in text
    assert "Police" not in text


def test_many_steps_cost_as_much_as_one(as_user, path, step, walker, house):
    browser = as_user(walker)
    places = ("/guide/", "/guide/neighbours/", f"/guide/paths/{path.pk}/", f"/guide/paths/{path.pk}/neighbours/")
    few = [counted(browser, place) for place in places]
    for _number in range(4):
        more = makers.step()
        owner = makers.member(organisation=house, visibility={"organisation": "members"})
        walking.save_progress(walker.user, path, more, {"owner": owner})
    assert [counted(browser, place) for place in places] == few
    assert few == [3, 6, 3, 4]


def test_the_document_holds_decisions_and_no_notes_unless_they_are_asked_for(as_user, path, step, walker, house):
    walking.save_progress(walker.user, path, step, {"decisions": {"invites": "The city *invites*."}, "owner": walker})
    step.references.add(makers.reference(title="A checked study"), makers.reference(is_verified=False, title="A guess"))
    browser = as_user(walker)
    text = browser.get(f"/guide/paths/{path.pk}/print/").content.decode()
    assert "The city *invites*." in text
    assert "A checked study" in text
    assert "A guess" not in text
    assert walker.name not in text
    assert SECRET not in text
    assert SECRET in browser.get(f"/guide/paths/{path.pk}/print/?notes=1").content.decode()


def test_all_twelve_steps_with_what_was_decided_print_as_a_light_page(as_user, walker):
    slugs = {slug for row in loading.read(loading.SHIPPED) for slug in row.references}
    Reference.objects.bulk_create(
        Reference(
            slug=slug, kind="article", title=(f"{slug}: a title as long as most of them are, " * 2), is_verified=True
        )
        for slug in slugs
    )
    loading.load()
    path = walking.start_path(walker.user)
    for step in Step.objects.prefetch_related("items"):
        said = {item.slug: "So we decided, all of us together, in spring." for item in step.items.all()}
        walking.save_progress(walker.user, path, step, {"decisions": said, "ticks": list(said), "owner": walker})
    page = as_user(walker).get(f"/guide/paths/{path.pk}/print/").content
    assert page.count(b"So we decided") > 50
    assert len(page) < 30_000


def test_the_pdf_is_made_by_a_worker_and_goes_out_of_date(as_user, path, step, walker):
    browser, address = as_user(walker), f"/guide/paths/{path.pk}/document/"
    assert browser.get(f"{address}file/").status_code == 404
    assert browser.post(address, {"notes": "1"}).url == f"{address}?notes=1"
    assert "It is being set" in browser.get(f"{address}?notes=1").content.decode()
    documents.make_document(PathDocument.objects.get().pk)
    answer = browser.get(f"{address}file/?notes=1")
    assert (answer.content[:5], answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert browser.get(f"{address}file/").status_code == 404
    walking.mark(walker.user, path, step, "done")
    assert browser.get(f"{address}file/?notes=1").status_code == 404
    assert as_user(makers.coordinator().user).get(f"{address}file/?notes=1").status_code == 404


def test_whoever_looks_after_a_step_is_told_once_before_its_day(path, step, walker, travel):
    due = clock.today() + timedelta(days=10)
    walking.save_progress(walker.user, path, step, {"owner": walker, "due_on": due})
    assert clocks.tell_due() == 0
    travel(days=7)
    assert [clocks.tell_due(), clocks.tell_due()] == [1, 0]
    notice = Notice.objects.get(kind="guide.step_due")
    assert notice.recipient == walker.user
    assert step.title in notices.texts([notice])[notice.pk].body
    walking.mark(walker.user, path, step, "done")
    assert notices.texts([notice]) == {}
    walker.organisation = None
    walker.save()
    PathProgress.objects.update(state="doing")
    assert notices.texts([Notice.objects.get()]) == {}
