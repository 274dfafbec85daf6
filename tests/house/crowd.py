"""What stands behind each list when the house fills? More rows of everything that the small network has once."""

from datetime import timedelta
from typing import Any

from accounts.models import (
    ApplicationDecision,
    ApplicationMessage,
    BlockedPeriod,
    Member,
    MembershipApplication,
    Organisation,
    OrganisationDelegate,
    PeerConsent,
    Vouch,
)
from exchange.discussion.models import Comment, CommentReport, ThreadFollow, Told
from exchange.library.models import ImportRow, ReferenceImport, ShelfReport
from exchange.practices.models import (
    AuthorLook,
    Nearness,
    Practice,
    Review,
    ReviewerAsked,
    TellerSlip,
    VoiceOffer,
)
from exchange.world.actions import recording
from exchange.world.models import StatusPeriod
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Delivery, Notice
from portal.vocabularies.models import Term
from tests import makers
from tests.house.places import Network
from visits.models import Invitation, PlanSeat, PlanWish, Turn, WeightChange

LANGUAGES = ("fr", "de", "es", "pt", "it", "da", "sv", "no", "el", "pl", "ru", "nl")
TOPICS = ("inhalation", "police", "neighbours")


def fill(network: Network, rows: int) -> None:
    """Add as many rows behind every list of every page."""
    for number in range(rows):
        join(network, number)
        share(network, number)
        report(network, number)
        look_after(network, number)
        look_up(network, number)
        bring(network, number)
        guide(network, number)
        state(network, number)
        ask(network, number)
    tell(network)


def join(network: Network, number: int) -> None:
    """Members, experts, houses, applications, vouches, delegates; and what people wrote in the one application."""
    house = makers.organisation()
    somebody = makers.expert(*TOPICS, organisation=house, category=("nurse", "manager")[number % 2])
    OrganisationDelegate.objects.create(organisation=house, member=somebody)
    BlockedPeriod.objects.create(profile=network.other.expert_profile, start=clock.today(), end=clock.today())
    network.other.expert_profile.excluded_organisations.add(house)
    network.other.expert_profile.conflicts.add(house)
    applied = makers.application(("submitted", "in-review", "declined")[number % 3], decided_at=clock.now())
    # Under a name nearly that of the one who applies, so that the warning has many to warn of.
    makers.member(name=f"A nurse, Lyon{number}")
    for application in (applied, network.application):
        makers.vouch(application, somebody)
        ApplicationDecision.objects.create(
            application=application, by=somebody.user, accepts=False, reason="Not yet.", at=clock.now()
        )
    Vouch.objects.create(application=applied, member=network.vouch.member, asked_at=clock.now())
    ApplicationMessage.objects.create(
        application=network.application, author=somebody.user, body="A question.", at=clock.now()
    )


def report(network: Network, number: int) -> None:
    """Reports of the one practice, voice, question and answer, and of others; hidden texts that were changed; looks."""
    makers.text_report(network.practice)
    makers.text_report(network.practice, voice=network.voice)
    makers.question_report(network.question)
    makers.question_report(makers.question())
    makers.question(state="hidden", waits_since=clock.now())
    other = makers.practice(author=network.other.user)
    voice = makers.voice(other, author=network.other.user) if number % 2 else None
    makers.text_report(other, voice=voice, reporter=network.invited.user)
    makers.practice(author=network.other.user, state=Practice.State.HIDDEN, waits_since=clock.now())
    AuthorLook.objects.create(
        practice=network.practice, voice=network.voice, by=network.coordinator.user, reason="Danger.", at=clock.now()
    )
    elsewhere = makers.question(author=network.practice.author)
    for comment in (network.comment, Comment.objects.create(question=elsewhere, body="No.", at=clock.now())):
        CommentReport.objects.create(comment=comment, reporter=makers.user(), reason="other", at=clock.now())


def look_after(network: Network, number: int) -> None:
    """Full practices that wait for readers, wishes for a voice with offers, voices beside many, and told stories."""
    full = makers.full_practice(author=network.practice.author if number % 2 else network.other.user)
    makers.voice(full, author=None if number % 2 else network.invited.user)
    Review.objects.create(
        practice=full, version=full.version - number % 2, read_as="coordinator", words="Go on.", at=clock.now()
    )
    ReviewerAsked.objects.create(
        practice=full, user=network.other.user, asked_at=clock.now(), answer_by=clock.now() + timedelta(days=5)
    )
    wish = makers.practice(author=network.invited.user, wants_second_voice=True, topics=TOPICS)
    for user in (network.other.user, network.coordinator.user):
        VoiceOffer.objects.create(
            practice=wish, user=user, offered_at=clock.now(), answer_by=clock.now() + timedelta(days=5)
        )
    closed = makers.practice(audience=Practice.Audience.COORDINATORS)
    makers.voice(closed, author=network.practice.author)
    told = makers.practice(author=None, perspective="service-user", recorded_by=network.coordinator.user)
    TellerSlip.objects.create(code_hash=f"hash {told.pk}", practice=told, made_at=clock.now())


def share(network: Network, number: int) -> None:
    """Practices of many and of the one author, some offered to everybody, all of them answered."""
    author = network.practice.author if number % 2 else makers.member().user
    fields: dict[str, Any] = {"offered_public_at": clock.now()} if number % 3 else {}
    practice = makers.practice(author=author, topics=TOPICS, **fields)
    network.practice.related.add(practice)
    Nearness.objects.create(practice=network.practice, other=practice, score=100 + number, topics="police")
    for original in (network.practice, practice):
        if not original.translations.filter(language=LANGUAGES[number]).exists():
            makers.practice(translation_of=original, language=LANGUAGES[number], topics=TOPICS)
    makers.practice_file(practice)
    if number == 0:  # how many make no difference is told in test_practice_files
        makers.practice_file(
            network.practice, upload=makers.upload(owner=network.practice.author, name="plan.png", kind="png")
        )
    network.practice.references.add(network.reference, makers.reference())
    practice.references.add(network.reference)
    practice.facilities.add(network.room)
    makers.practice(author=network.practice.author, state=Practice.State.DRAFT, topics=TOPICS)
    for answered in (practice, network.practice):
        answer(practice=answered)
    makers.question(author=network.practice.author, topics=TOPICS)
    ThreadFollow.objects.create(practice=practice, user=network.coordinator.user, at=clock.now())
    for place in (
        {"question": network.question},
        {"reference": network.reference},
        {"country": network.room.country},
        {"statement": network.statement},
        {"event": network.event},
    ):
        answer(**place)


def answer(**place: Any) -> None:
    """One more answer there, which turns to somebody."""
    ThreadFollow.objects.create(**place, user=makers.user(), at=clock.now())
    comment = Comment.objects.create(**place, author=makers.member().user, body="So did we.", at=clock.now())
    Told.objects.create(comment=comment, user=Member.objects.filter(state="active").latest("pk").user)


def bring(network: Network, number: int) -> None:
    """References that nobody has checked, corrections, files, and rows of the one file in every state."""
    known = makers.reference(is_verified=False, origin="member", added_by=network.brought.by, added_at=clock.now())
    network.reference.corrections.create(by=makers.user(), fields={"title": "Other"}, seen=1)
    ReferenceImport.objects.create(by=network.brought.by, name="more.ris", state="done")
    for at, state in enumerate(ImportRow.State):
        values = {"title": "A title as long as they are in the field, with a colon: and more", "year": 2020}
        row = {"number": at, "line": at, "key": "smith2020", "problem": "year: it is none", "reference": known}
        network.brought.rows.create(state=state, values=values, **row)


def look_up(network: Network, number: int) -> None:
    """Countries, rooms, figures, milestones; the literature."""
    country = network.room.country
    makers.country(f"{chr(65 + number)}Z", first_opened_source=makers.source(), first_opened_year=1990)
    room = makers.facility(country=country, signoff_person=network.coordinator.user)
    for about, by in ((room, network.coordinator.user), (network.room, network.other.user)):
        makers.suggestion(about, suggested_by=by)
        recording.write("facility", about, "changed", role="member", changed=[["name", "A room", about.name]])
    StatusPeriod.objects.create(facility=network.room, status="open", year=1990 + number, source=network.room.source)
    makers.milestone(country=country, year=1990 + number)
    makers.figure(number + 1, 2000 + number, country=country)
    makers.figure(number + 1, 2000 + number, country=None)
    makers.reference(country=country.iso2).topics.set(makers.topic(slug) for slug in TOPICS)
    network.reference.topics.add(*Term.objects.filter(vocabulary="topic")[number : number + 1])
    put_on_shelves(network, number)


def put_on_shelves(network: Network, number: int) -> None:
    """Lists with titles, documents with versions, gaps with offers; reported, and offered to everybody."""
    title = makers.reference(is_verified=bool(number % 2))
    network.collection.items.create(reference=title, why="To begin with.", order=number)
    asked = {
        "offered_public_at": clock.now(),
        "author": network.collection.author if number % 2 else network.other.user,
    }
    more = [
        makers.collection(network.reference, title, **asked),
        makers.document(**asked, audience="public" if number % 2 else "members"),
        makers.gap(**asked, answer=network.reference if number % 2 else None),
    ]
    if number < 3:
        makers.document(supersedes=network.document, dated=clock.today())
    for thing in more:
        thing.topics.set(makers.topic(slug) for slug in TOPICS)
    others = [member.user for member in Member.objects.filter(state="active").select_related("user").order_by("-pk")]
    for gap in (network.gap, more[2]):
        gap.offers.get_or_create(user=others[number], defaults={"note": "We could count.", "accepted_at": clock.now()})
        gap.needs.get_or_create(user=others[number])
    for name, thing in zip(("collection", "document", "gap"), more, strict=True):
        ShelfReport.objects.create(**{name: thing}, reporter=network.expert.user, reason="other")


def guide(network: Network, number: int) -> None:
    """Steps, how far they are on the one path, and what the one step asks, its titles, its topics; claims, and titles and words of one."""
    makers.claim().evidence.create(reference=network.reference, side="for")
    network.claim.evidence.create(reference=makers.reference(), side=("for", "against", "mixed", "unread")[number % 4])
    makers.evidence_suggestion(network.claim)
    version = network.claim.versions.count() + 1
    network.claim.versions.create(version=version, written_on=clock.today(), replaced_at=clock.now())
    network.step.versions.create(version=version, replaced_at=clock.now())
    network.path.progress.create(step=makers.step(), owner=network.other, due_on=clock.today())
    network.step.items.create(slug=f"more-{network.step.items.count()}", question="What else?", why="It helps, too.")
    network.step.references.add(makers.reference())
    network.step.topics.add(makers.topic(TOPICS[number % len(TOPICS)]))


def state(network: Network, number: int) -> None:
    """Statements and calls, their translations and supporters; news and events, some of them only proposed."""
    topics = [makers.topic(slug) for slug in TOPICS]
    for fields in ({"state": "draft", "proposed_by": network.other.user}, {"kind": "call"}, {}):
        made = makers.statement(country_codes=f" {network.room.country.iso2} ", **fields)
        made.topics.set(topics)
        makers.endorsement(made, organisation=network.house, named_at=clock.now())
        makers.endorsement(made, member=network.practice.author.member, named_at=clock.now())
    makers.statement(translation_of=network.statement, language=LANGUAGES[number])
    network.statement.topics.add(*topics[: number % 4])
    # Of those who are there already: more people would stand in the lists of other pages.
    supporters = network.statement.endorsements
    for kind, rows in (("organisation", Organisation.objects), ("member", Member.objects.filter(state="active"))):
        if somebody := rows.exclude(pk__in=supporters.exclude(**{kind: None}).values(kind)).first():
            makers.endorsement(network.statement, **{kind: somebody}, named_at=clock.now())
    older = network.statement.older
    older.create(version=older.count(), title="Keep them open", body="Rooms.", until=clock.now())
    for state_of_it in ("draft", "published"):
        makers.news(state=state_of_it, proposed_by=network.other.user)
        makers.event(state=state_of_it, proposed_by=network.other.user)


def ask(network: Network, number: int) -> None:
    """Requests of the one requester, at the one desk, with the one expert; messages, people and days in the held one."""
    first, asked = network.request, network.asked
    expert = network.expert
    more = makers.visit_request(
        requester=asked.requester, state="inviting", coordinator=asked.coordinator, submitted_at=clock.now()
    )
    states = (Invitation.State.INVITED, Invitation.State.ACCEPTED)
    for order, state in enumerate(states):
        more.invitations.create(
            expert=expert if order else network.invited, state=state, order=order, invited_at=clock.now()
        )
    for user, act in (
        (asked.requester, "answer-dates"),
        (network.coordinator.user, "read-request"),
        (network.invited.user, "answer-invitation"),
        (expert.user, "choose-date"),
    ):
        invitation = more.invitations.first() if act == "answer-invitation" else None
        Turn.objects.create(request=more, user=user, act=act, due_at=clock.now(), invitation=invitation)
    wish = PlanWish.objects.create(plan=network.plan, request=more, needed=1, short_of=["peer"])
    PlanSeat.objects.create(wish=wish, expert=expert, score=80, how="kept")
    PlanSeat.objects.create(wish=wish, expert=network.other, score=81, how="elsewhere", elsewhere=asked)
    WeightChange.objects.create(weights=network.weights, request=more, expert=expert, was=1, would_be=2)
    for request in (first, asked):
        somebody = makers.expert()
        request.invitations.create(
            expert=somebody, state=Invitation.State.LAPSED, order=20 + number, invited_at=clock.now()
        )
        request.matches.create(expert=somebody, weights_version="1", computed_at=clock.now(), place=20 + number)
        request.messages.create(author=request.requester, body="How do we get there?", at=clock.now())
        request.participants.create(role="nurse", name=f"Somebody {number}")
        request.windows.create(start=clock.today(), end=clock.today())
    offer(network, more, somebody, number)
    first.visit.incidents.create(
        by=first.requester, what="Another one.", happened_at=clock.now(), told_at=clock.now(), read_by=clock.now()
    )
    first.agenda.create(day=1, from_hour="10:00", what="Round of the house")
    first.cost_rows.create(kind="travel", amount=100, payer="requester")
    for receiver in (network.other, network.coordinator.user.member):
        receiver.thanks.create(
            visit=first.visit, by=makers.member().user, words="For the tea.", at=clock.now(), state="shown"
        )
    first.visit.sessions.create(start=clock.now(), end=clock.now())


def offer(network: Network, more: Any, somebody: Member, number: int) -> None:
    """Calls that run, and closed ones of the same requests; somebody who offers to help, and others who did before."""
    running = makers.open_call(more)
    for call in (network.call, running):
        makers.volunteer(call, member=somebody)
    earlier = list(Member.objects.filter(expert_profile__isnull=False, invitations__isnull=True).order_by("pk"))
    for request in (network.asked, network.request):
        call = makers.open_call(request, state="closed", why="time")
        if number < len(earlier):
            makers.volunteer(call, member=earlier[number])


def tell(network: Network) -> None:
    """News of every floor for the one reader, who is also an author and was asked to vouch; mails that failed."""
    reader = network.coordinator.user
    for comment in Comment.objects.filter(practice=network.practice):
        ids = {"comment": comment.pk, "practice": comment.practice_id}
        outbox.notify("discussion.comment_added", f"comment {comment.pk}", [reader], ids)
        outbox.notify("discussion.thread_answered", f"answered {comment.pk}", [reader], ids)
    for practice in Practice.objects.filter(author=network.practice.author):
        outbox.notify("practices.published", f"practice {practice.pk}", [practice.author], {"practice": practice.pk})
    for application in MembershipApplication.objects.filter(state="submitted"):
        vouch = (
            makers.vouch(application, reader.member) if not application.vouches.filter(member=reader.member) else None
        )
        outbox.notify("accounts.vouch_given", f"given {application.pk}", [reader], {"application": application.pk})
        if vouch:
            outbox.notify("accounts.vouch_asked", f"asked {vouch.pk}", [reader], {"vouch": vouch.pk})
    own = makers.practice(author=reader)
    outbox.notify("practices.reviewed", f"practice {own.pk}", [reader], {"practice": own.pk})
    # Inboxes show the newest twenty: those of each floor are among them.
    for floor in ("discussion", "practices", "accounts", "visits"):
        for notice in Notice.objects.filter(recipient=reader, kind__startswith=floor).order_by("-id")[4:]:
            notice.delete()
    Delivery.objects.update(state="failed", last_error="550")
    PeerConsent.objects.get_or_create(member=reader.member, defaults={"given_at": clock.now()})
