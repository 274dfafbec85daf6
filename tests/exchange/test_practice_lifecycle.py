"""Does a practice move by its table, and in no other way?"""

import itertools

import pytest

from exchange.practices import actions
from exchange.practices.lifecycle import MOVES
from exchange.practices.models import HiddenAuthor, Practice
from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import MoveRefused, find_move
from portal.search.models import SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db

NAMES = sorted({name for _state, name in MOVES})
ROLES = [set(), {"author"}, {"coordinator"}, {"author", "coordinator"}]


def fields(**changes):
    return {
        "title": "A light outside each booth",
        "perspective": "professional",
        "what_was_done": "We put a small light over each door; it turns white after a minute of silence.",
        "what_happened": "Nobody has to knock any more.",
        "topics": [makers.topic()],
        "no_identifying": True,
        **changes,
    }


@pytest.mark.parametrize(("state", "name"), list(itertools.product(Practice.State.values, NAMES)))
def test_every_state_and_move(state, name):
    for roles in ROLES:
        row = MOVES.get((state, name))
        if row and row.who & roles:
            assert find_move(MOVES, state, name, roles).to in Practice.State.values
        else:
            with pytest.raises(MoveRefused):
                find_move(MOVES, state, name, roles)


def act(name, user, practice):
    calls = {
        "save": lambda: actions.save_draft(user, practice, {"title": "Another title"}),
        "post": lambda: actions.post_practice(user, practice),
        "edit": lambda: actions.edit_practice(user, practice, {"title": "Another title"}),
        "complete": lambda: actions.complete_practice(user, practice),
        "link": lambda: actions.add_link(user, practice, "practice", str(makers.practice(audience="public").pk)),
        "attach": lambda: actions.add_file(user, practice, makers.upload(owner=user), "The plan").practice,
        "detach": lambda: actions.drop_file(user, makers.practice_file(practice)),
        "archive": lambda: actions.archive_practice(user, practice),
        "confirm": lambda: actions.confirm_practice(user, practice),
        "restore": lambda: actions.restore_practice(user, practice),
        "hide": lambda: actions.hide_practice(user, practice, "It names a street."),
        "show": lambda: actions.show_practice(user, practice),
        "narrow": lambda: actions.change_audience(user, practice, "coordinators"),
        "widen": lambda: actions.change_audience(user, practice, "members"),
        "offer": lambda: actions.offer_to_public(user, practice),
        "publish": lambda: actions.publish_practice(user, practice),
    }
    return calls[name]()


HELD = {"author": {"author"}, "coordinator": {"coordinator", "publisher"}, "stranger": set()}


@pytest.mark.parametrize("role", HELD)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", Practice.State.values)
def test_every_action_obeys_the_table(state, name, role):
    practice = makers.full_practice(state=state, audience="dcr-and-peers", offered_public_at=clock.now())
    people = {"author": lambda: practice.author, "coordinator": lambda: makers.coordinator().user}
    user = people.get(role, lambda: makers.member().user)()
    row = MOVES.get((state, name))
    if row is None or not HELD[role] & set(row.who):
        with pytest.raises(MoveRefused):
            act(name, user, practice)
        practice.refresh_from_db()
        assert practice.state == state
        return
    assert act(name, user, practice).state == row.to
    event = AuditEvent.objects.filter(subject_type="practices.practice", subject_id=practice.pk).first()
    # A draft may still become anonymous: the trail names nobody before it is posted.
    named = None if row.to == "draft" else user.pk
    assert (event.actor_id, event.from_state, event.to_state) == (named, state, row.to)


def test_a_draft_becomes_a_note_that_can_be_found():
    author = makers.member().user
    draft = actions.create_draft(author, **fields())
    assert not SearchEntry.objects.exists()
    posted = actions.post_practice(author, draft)
    assert posted.posted_at
    entry = SearchEntry.objects.get(kind="practice", object_id=posted.pk)
    assert set(entry.readers.split()) == {"members", f"user:{author.pk}"}


@pytest.mark.parametrize(
    "lack",
    [{"title": "Short"}, {"what_was_done": "x"}, {"what_happened": ""}, {"topics": []}, {"perspective": ""}, {"no_identifying": False}],
)  # fmt: skip
def test_an_unfinished_draft_is_kept_and_not_posted(lack):
    author = makers.member().user
    draft = actions.create_draft(author, **fields(**lack))
    with pytest.raises(MoveRefused):
        actions.post_practice(author, draft)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_same_form_twice_posts_once():
    author = makers.member().user
    first = actions.share_practice(author, form_code="abc", **fields())
    second = actions.share_practice(author, form_code="abc", **fields())
    assert first.pk == second.pk
    assert Practice.objects.count() == 1


def test_an_anonymous_author_stands_in_one_table_only():
    author = makers.member().user
    practice = actions.share_practice(author, **fields(show_author_as="anonymous"))
    practice = actions.edit_practice(author, practice, {"title": "A light over each booth"})
    assert practice.author is None
    assert HiddenAuthor.objects.get(practice=practice).user == author
    assert not SearchEntry.objects.filter(readers__contains=f"user:{author.pk} ").exists()
    assert not AuditEvent.objects.filter(actor=author).exists()


def test_an_author_may_become_visible_again():
    author = makers.member().user
    practice = actions.share_practice(author, **fields(show_author_as="anonymous"))
    practice = actions.edit_practice(author, practice, {"show_author_as": "role-country"})
    assert practice.author == author
    assert not HiddenAuthor.objects.exists()


def test_a_protected_author_leaves_no_country():
    author = makers.member(user=makers.user(protected=True)).user
    assert actions.create_draft(author, **fields(country="NL")).country == ""


def test_only_a_coordinator_publishes_and_only_what_was_offered():
    practice = makers.practice()
    coordinator = makers.coordinator().user
    with pytest.raises(MoveRefused):
        actions.publish_practice(coordinator, practice)
    with pytest.raises(MoveRefused):
        actions.change_audience(practice.author, practice, "public")
    with pytest.raises(MoveRefused):
        actions.edit_practice(practice.author, practice, {"audience": "public"})
    with pytest.raises(MoveRefused):
        actions.create_draft(practice.author, **fields(audience="public"))
    actions.offer_to_public(practice.author, practice)
    assert actions.publish_practice(coordinator, practice).audience == "public"


def test_what_a_coordinator_wrote_is_published_by_another():
    writer = makers.coordinator().user
    practice = makers.practice(author=writer)
    actions.offer_to_public(writer, practice)
    with pytest.raises(MoveRefused):
        actions.publish_practice(writer, practice)
    assert actions.publish_practice(makers.coordinator().user, practice).audience == "public"


def test_a_coordinator_narrows_and_never_widens():
    practice = makers.practice(audience="dcr-and-peers")
    coordinator = makers.coordinator().user
    with pytest.raises(MoveRefused):
        actions.change_audience(coordinator, practice, "members")
    narrowed = actions.change_audience(coordinator, practice, "peers-only")
    assert narrowed.audience == "peers-only"
    assert actions.change_audience(practice.author, practice, "members").audience == "members"


def test_a_narrowed_text_is_offered_no_more():
    practice = makers.practice(offered_public_at=clock.now())
    assert actions.change_audience(practice.author, practice, "peers-only").offered_public_at is None


def test_hiding_takes_it_out_of_search_and_tells_the_author():
    practice = actions.share_practice(makers.member().user, **fields(show_author_as="anonymous"))
    author = practice.hidden_author.user
    actions.hide_practice(makers.coordinator().user, practice, "It names a street.")
    assert not SearchEntry.objects.exists()
    assert author.notices.get().kind == "practices.hidden"


def test_a_reviewer_is_not_the_author():
    coordinator = makers.coordinator()
    practice = makers.practice(author=coordinator.user, state="full")
    with pytest.raises(MoveRefused):
        actions.review_text(coordinator.user, practice, {})
