"""Where does the walk through all addresses stand? A small network in which nothing belongs to the walking people."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import ApplicationMessage, Member, MembershipApplication, Organisation, OrganisationDelegate, Vouch
from exchange.discussion.models import Comment
from exchange.guide.models import Path
from exchange.library.models import Reference, ReferenceCorrection, ReferenceImport, ShelfReport
from portal import clock
from portal.delivery.models import Notice
from tests import makers
from tests.visits import story
from visits.models import HostConsent, MatchPlan, Thanks, Waiver, WeightSet

ROLES = ("anonymous", "applicant", "suspended", "former", "member", "coordinator", "administrator")


class Network:
    """Somebody else's practice, request, invitation, application: what each address of the house can point to."""

    def __init__(self) -> None:
        self.administrator = makers.administrator()
        self.coordinator = makers.coordinator()
        self.request = story.held()
        self.asked = story.inviting()
        self.room = makers.facility()
        self.reference = Reference.objects.create(
            slug="a-study", kind="article", title="A study of rooms", year=2020, is_verified=True
        )
        self.claim = makers.claim()
        self.suggestion = makers.evidence_suggestion(self.claim)
        self.step = makers.step(example_country=self.room.country.iso2)
        self.statement = makers.statement()
        self.news = makers.news()
        self.event = makers.event()
        self.practice = makers.practice()
        self.path = Path.objects.create(user=self.practice.author)
        self.comment = Comment.objects.create(
            practice=self.practice, author=makers.member().user, body="Same here.", at=clock.now()
        )
        self.voice = makers.voice(self.practice)
        self.report = makers.text_report(self.practice)
        self.question = makers.question()
        self.question_report = makers.question_report(self.question)
        Comment.objects.create(question=self.question, author=makers.member().user, body="We did.", at=clock.now())
        self.applicant = makers.user()
        self.application = MembershipApplication.objects.create(
            user=makers.user(), state="in-review", name="A nurse, Lyon", country="FR", category="nurse",
            motivation="To learn", who_knows_you="Nobody yet", submitted_at=clock.now(), is_adult=True, accepts_rules=True,
        )  # fmt: skip
        ApplicationMessage.objects.create(
            application=self.application, author=self.application.user, body="Hello", at=clock.now()
        )
        self.vouch = Vouch.objects.create(application=self.application, member=makers.member(), asked_at=clock.now())
        self.other = makers.expert()
        self.suggestion = makers.suggestion(self.room, suggested_by=self.other.user)
        self.house: Organisation = makers.organisation()
        self.delegate = OrganisationDelegate.objects.create(organisation=self.house, member=self.other)
        self.consent = HostConsent.objects.get(visit__request=self.request)
        self.message = self.request.messages.create(author=self.request.requester, body="Which door?", at=clock.now())
        self.waiver = Waiver.objects.create(request=makers.visit_request(), rules=["duplicate"], word="It is another.")
        self.call = makers.open_call(makers.visit_request(state="inviting", submitted_at=clock.now()))
        makers.volunteer(self.call)
        self.participant = self.request.participants.create(role="nurse", name="Nora Example")
        self.paper = self.request.papers.create(user=self.request.requester, kind="agenda", language="en")
        self.incident = self.request.visit.incidents.create(
            by=self.request.requester, what="A visitor took a photo.", happened_at=clock.now(), told_at=clock.now(),
            read_by=clock.now(),
        )  # fmt: skip
        self.upload = makers.upload()
        self.brought = ReferenceImport.objects.create(by=self.upload.owner, name="mine.bib", state="ready")
        self.correction = ReferenceCorrection.objects.create(
            reference=self.reference, by=self.other.user, fields={"year": 2021}, seen=1
        )
        self.thanks = Thanks.objects.create(
            visit=self.request.visit, by=self.request.requester, to=self.other, words="For the tea.", at=clock.now()
        )
        self.expert = self.request.invitations.get(state="accepted").expert
        self.invited = self.asked.invitations.filter(state="invited")[0].expert
        self.weights = WeightSet.objects.create(
            version="of the walk", parts={}, note="To walk past it", made_at=clock.now(), state="ready"
        )
        self.plan = MatchPlan.objects.create(made_at=clock.now(), seed=1, state="ready")
        self.collection = makers.collection(self.reference, author=self.other.user)
        self.document = makers.document(author=self.other.user)
        self.shelf_report = ShelfReport.objects.create(
            document=self.document, reporter=self.expert.user, reason="other"
        )
        self.gap = makers.gap(author=self.other.user)
        self.gap_offer = self.gap.offers.create(user=self.invited.user, note="We could count.")
        self.match = self.asked.matches.create(expert=self.other, weights_version="1", computed_at=clock.now())

    def person(self, role: str) -> Any:
        """Return the user who walks, or None for nobody."""
        states = {"suspended": Member.State.SUSPENDED, "former": Member.State.LEFT, "member": Member.State.ACTIVE}
        if role in states:
            return makers.member(state=states[role]).user
        return {
            "anonymous": None,
            "applicant": self.applicant,
            "coordinator": self.coordinator.user,
            "administrator": self.administrator,
        }[role]

    def browser(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if user := self.person(role):
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def arguments(self, name: str, route: str) -> dict[str, Any]:
        """Return what stands in an address's places; somebody else's things always."""
        if "<" not in route:
            return {}
        if name in ARGUMENTS:
            return ARGUMENTS[name](self)
        for start, find in BY_SLUG.items():
            if route.startswith(start):
                return {"slug": find(self).slug}
        for start, find in BY_START.items():
            if route.startswith(start):
                return {"pk": find(self).pk}
        raise LookupError(f"tests/house/places.py does not know what stands in {route} ({name})")


BY_SLUG = {
    "statements/": lambda net: net.statement,
    "news/events/": lambda net: net.event,
    "news/": lambda net: net.news,
}
BY_START = {
    "guide/paths/": lambda net: net.path,
    "inbox/": lambda net: Notice.objects.filter(recipient=net.request.requester).first(),
    "library/lists/": lambda net: net.collection,
    "library/documents/": lambda net: net.document,
    "library/missing/": lambda net: net.gap,
    "library/offers/": lambda net: net.gap_offer,
    "practices/": lambda net: net.practice,
    "questions/": lambda net: net.question,
    "comments/": lambda net: net.comment,
    "desk/applications/": lambda net: net.application,
    "desk/network/delegates/": lambda net: net.delegate,
    "desk/network/": lambda net: net.other,
    "people/vouch/": lambda net: net.vouch,
    "people/": lambda net: net.other,
    "visits/calls/": lambda net: net.call,
    "visits/dates/": lambda net: net.request.proposals.first(),
    "visits/messages/": lambda net: net.message,
    "visits/invitations/": lambda net: net.asked.invitations.first(),
    "visits/consents/": lambda net: net.consent,
    "visits/papers/": lambda net: net.paper,
    "visits/incidents/": lambda net: net.incident,
    "visits/participants/": lambda net: net.participant,
    "visits/": lambda net: net.request,
    "me/thanks/": lambda net: net.thanks,
    "me/host-offer/": lambda net: net.consent.visit.facility,
    "desk/houses/": lambda net: net.consent.visit.facility,
    "desk/world/": lambda net: net.suggestion,
    "world/suggestions/": lambda net: net.suggestion,
    "desk/moderation/": lambda net: net.report,
    "desk/questions/": lambda net: net.question_report,
    "desk/requests/": lambda net: net.request,
    "desk/calls/": lambda net: net.call,
    "desk/volunteers/": lambda net: net.call.volunteers.first(),
    "desk/invitations/": lambda net: net.asked.invitations.first(),
    "desk/matching/weights/": lambda net: net.weights,
    "desk/matches/": lambda net: net.match,
    "files/": lambda net: net.upload,
}
ARGUMENTS = {
    "accounts:application_part": lambda net: {"number": 1},
    "site:sitemap_of_room": lambda net: {"room": "library"},
    "site:desk_text": lambda net: {"place": "host"},
    "accounts:setup_admin": lambda net: {"token": "not-a-token"},
    "visits:call_publish": lambda net: {"pk": net.asked.pk},
    "visits:waiver_decide": lambda net: {"pk": net.waiver.request_id},
    "visits:request_edit_on_behalf": lambda net: {"pk": net.request.pk, "part": 1},
    "visits:request_edit": lambda net: {"pk": net.request.pk, "part": 1},
    "practices:practice_more": lambda net: {"pk": net.practice.pk, "section": 1},
    "practices:practice_as": lambda net: {"pk": net.practice.pk, "reader": "member"},
    "practices:revision_forget": lambda net: {"pk": net.practice.pk, "version": 1},
    "world:country_page": lambda net: {"iso2": net.room.country.iso2.lower()},
    "visits:network_health_csv": lambda net: {"table": "states"},
    "world:country_print": lambda net: {"iso2": net.room.country.iso2.lower()},
    "world:data_file": lambda net: {"name": "facilities", "kind": "geojson"},
    "world:map_file": lambda net: {"name": "europe", "theme": "light"},
    "world:facility_page": lambda net: {"slug": net.room.slug},
    "world:country_history": lambda net: {"iso2": net.room.country.iso2.lower()},
    "world:country_edit": lambda net: {"iso2": net.room.country.iso2.lower()},
    "world:country_confirm": lambda net: {"iso2": net.room.country.iso2.lower()},
    "world:suggestion_new": lambda net: {"iso2": net.room.country.iso2.lower(), "kind": "figure"},
    "world:suggestion_change": lambda net: {"kind": "facility", "pk": net.room.pk},
    "world:facility_history": lambda net: {"slug": net.room.slug},
    "world:facility_confirm": lambda net: {"slug": net.room.slug},
    "discussion:thread_page": lambda net: {"kind": "country", "pk": net.room.country_id},
    "discussion:comment_add": lambda net: {"kind": "practice", "pk": net.practice.pk},
    "discussion:thread_follow": lambda net: {"kind": "practice", "pk": net.practice.pk},
    "discussion:people_found": lambda net: {"kind": "practice", "pk": net.practice.pk},
    "library:reference_page": lambda net: {"slug": net.reference.slug},
    **{
        f"guide:path_{name}": lambda net: {"pk": net.path.pk, "slug": net.step.slug}
        for name in ("step", "tick", "mark")
    },
    "library:reference_edit": lambda net: {"slug": net.reference.slug},
    "library:reference_mark": lambda net: {"slug": net.reference.slug},
    "library:import_page": lambda net: {"pk": net.brought.pk},
    "library:desk_correction": lambda net: {"pk": net.correction.pk},
    "guide:step_edit": lambda net: {"slug": net.step.slug},
    "guide:step_page": lambda net: {"slug": net.step.slug},
    "guide:claim_page": lambda net: {"slug": net.claim.slug},
    "guide:claim_paper": lambda net: {"slug": net.claim.slug, "language": "en"},
    "guide:claim_edit": lambda net: {"slug": net.claim.slug},
    "guide:claim_check": lambda net: {"slug": net.claim.slug},
    "guide:evidence_suggest": lambda net: {"slug": net.claim.slug},
    "guide:evidence_remove": lambda net: {"pk": net.claim.evidence.first().pk},
    "guide:suggestion_decide": lambda net: {"pk": net.suggestion.pk},
    "library:reference_put": lambda net: {"slug": net.reference.slug},
    "library:shelf_move": lambda net: {"word": "lists", "pk": net.collection.pk},
    "library:shelf_report": lambda net: {"word": "documents", "pk": net.document.pk},
    "library:desk_shelf_report": lambda net: {"pk": net.shelf_report.pk},
    "visits:calendar_feed": lambda net: {"secret": "not-a-secret"},
    "delivery:link": lambda net: {"code": "not-a-code"},
    "uploads:file_by_link": lambda net: {"code": "not-a-code"},
    "delivery:unsubscribe": lambda net: {"code": "not-a-code"},
}


def addresses(resolver: Any = None, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, route) of every address of the house; those of Django's admin are its own business, but for its door."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace == "admin":
                yield "admin:index", route
                continue
            yield from addresses(entry, route, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", route
