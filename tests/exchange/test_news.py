"""News and events: proposed, published, called off, taken back; the feed and the calendar, read by independent readers."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import vobject

from exchange.statements import actions, queries
from exchange.statements.models import Event, NewsItem
from portal import clock
from portal.delivery.models import Notice
from portal.moves import MoveRefused
from tests import makers
from tests.house.test_budgets import MOST_BYTES

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def typed(**more):
    """A webinar with the hours of Lisbon, which is in the list because the network is in Portugal."""
    makers.country("PT")
    day = clock.today() + timedelta(days=40)
    return {
        "title": "Airing a smoking room",
        "kind": "webinar",
        "first_day": day,
        "from_hour": "10:00",
        "to_hour": "12:00",
        "zone": "Europe/Lisbon",
        "is_online": "on",
        "audience": "public",
        "language": "en",
        **more,
    }


def test_a_member_announces_an_event_and_a_coordinator_publishes_it(as_user, client):
    coordinator = makers.coordinator()
    member = as_user(makers.member())
    assert member.post("/news/events/new/", typed()).status_code == 302
    event = Event.objects.get()
    assert client.get(f"/news/events/{event.slug}/").status_code == 302
    assert Notice.objects.filter(recipient=coordinator.user, kind="statements.proposed").exists()
    desk = as_user(coordinator.user)
    assert event.title in desk.get("/desk/statements/").content.decode()
    desk.post(f"/news/events/{event.slug}/publish/", {"is_checked": "on"})
    page = client.get("/news/").content.decode()
    assert "10:00 to 12:00" in page
    assert "(Lisbon)" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_hour": "09:00"}, "to_hour"),
        ({"title": "", "first_day": ""}, "first_day"),
        ({"is_online": "", "place": ""}, "place"),
        ({"zone": "Moon/Base"}, "zone"),
        ({"other_zone": "Lisabon"}, "other_zone"),
        ({"first_day": "2001-01-01"}, "first_day"),
        ({"registration_url": "javascript:alert(1)"}, "registration_url"),
    ],
)
def test_bad_answers_are_said_beside_the_field(as_user, wrong, field):
    answer = as_user(makers.member()).post("/news/events/new/", typed(**wrong))
    assert field in answer.context["form"].errors
    assert "This field is required" not in answer.content.decode()
    assert not Event.objects.exists()


def test_any_city_names_its_zone_and_what_was_typed_is_kept(as_user):
    member = as_user(makers.member())
    page = member.post("/news/events/new/", typed(other_zone="Brazil")).content.decode()
    assert 'value="Brazil"' in page
    assert "Did you mean: Araguaina" in page
    assert len(page) < MOST_BYTES
    member.post("/news/events/new/", typed(other_zone="São Paulo"))
    event = Event.objects.get()
    assert (event.zone, event.local_start.hour) == ("America/Sao_Paulo", 10)
    assert (
        '<option value="America/Sao_Paulo" selected>' in member.get(f"/news/events/{event.slug}/edit/").content.decode()
    )


def test_news_is_proposed_declined_and_read_by_whom_it_is_for(as_user, client):
    author, coordinator = makers.member(), makers.coordinator()
    said = {"title": "A room has opened", "body": "At last.", "on": date(2026, 11, 2), "audience": "members"}
    as_user(author).post("/news/new/", {**said, "language": "en"})
    item = NewsItem.objects.get()
    desk = as_user(coordinator.user)
    desk.post(f"/news/{item.slug}/edit/", {**said, "language": "en", "body": "At last, in May.", "seen": "1"})
    desk.post(f"/news/{item.slug}/publish/", {"is_checked": "on"})
    assert client.get(f"/news/{item.slug}/").status_code == 302
    assert "At last, in May." in as_user(makers.member()).get(f"/news/{item.slug}/").content.decode()
    as_user(author).post(f"/news/{item.slug}/withdraw/")
    assert as_user(makers.member()).get(f"/news/{item.slug}/").status_code == 404


def test_coming_events_stand_first_and_past_ones_below(client, travel):
    late, soon = makers.event(title="The later one"), makers.event(title="The next one")
    Event.objects.filter(pk=soon.pk).update(start=clock.now() + timedelta(days=2), end=clock.now() + timedelta(days=3))
    page = client.get("/news/").content.decode()
    assert page.index("The next one") < page.index("The later one")
    travel(days=10)
    assert list(queries.coming_for(None)) == [late]
    page = client.get("/news/").content.decode()
    assert page.index("The later one") < page.index("Past events") < page.index("The next one")


def test_the_feed_is_strict_atom_and_holds_what_is_public_alone(client):
    public, inside = makers.statement(title='Keep "all" <rooms> & doors open'), makers.statement(audience="members")
    news, gone = makers.news(), makers.news(state="withdrawn")
    answer = client.get("/news/feed/")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {public.title, news.title}
    # RFC 4287: what a feed and each entry must have, once each.
    for element in (feed, *entries):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert all(entry.find(f"{ATOM}author/{ATOM}name") is not None for entry in entries)
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    for hidden in (inside, gone):
        assert hidden.title not in answer.content.decode()


def test_the_calendar_tells_the_hours_in_the_events_zone_and_what_was_called_off(client):
    summer = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)
    event = makers.event(start=summer, end=summer + timedelta(hours=2), zone="Europe/Lisbon", place="Lisbon, the house")
    makers.event(audience="members", title="For members alone")
    [entry] = vobject.readOne(client.get(f"/news/events/{event.slug}/calendar.ics").content.decode()).vevent_list
    assert (entry.dtstart.value, entry.dtstart.value.hour) == (summer, 10)
    assert (entry.summary.value, entry.status.value) == (event.title, "CONFIRMED")
    coordinator = makers.coordinator().user
    actions.cancel_event(coordinator, event)
    feed = vobject.readOne(client.get("/news/events/calendar.ics").content.decode())
    [after] = feed.vevent_list
    assert (after.uid.value, after.status.value) == (entry.uid.value, "CANCELLED")
    assert int(after.sequence.value) > int(entry.sequence.value)
    actions.withdraw_announcement(coordinator, event, "Twice.")
    assert b"VEVENT" not in client.get("/news/events/calendar.ics").content
    with pytest.raises(MoveRefused):
        actions.restore_event(coordinator, event)


def test_members_ask_below_an_event_and_whoever_announced_it_is_told(as_user):
    host = makers.member()
    event = makers.event(proposed_by=host.user)
    as_user(makers.member()).post(f"/talk/event/{event.pk}/answer/", {"body": "Is it recorded?"})
    assert Notice.objects.filter(recipient=host.user, kind="discussion.comment_added").exists()
    assert "Is it recorded?" in as_user(host).get(f"/news/events/{event.slug}/").content.decode()
