"""What can this user list? Steps are everybody's; what stands beside them is what each floor gives this reader."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.bylines import FEWEST
from accounts.models import ExpertTopic
from accounts.permissions import is_vetted
from accounts.queries import experts_for_user
from exchange.guide.models import Step, StepItem
from exchange.library.models import Reference
from exchange.library.queries import references_for_user
from exchange.practices import queries as practices
from exchange.practices.models import Practice
from exchange.world.models import Country
from portal.rows import RowsOf, hold
from portal.vocabularies.models import Term

MOST_KNOWN = 5
MOST_PRACTICES = 4


def steps_for_user(_user: Any) -> QuerySet[Step]:
    """Return all steps, in their order: texts and checklists are public."""
    return Step.objects.order_by("order", "id")


def all_steps(user: Any) -> list[Step]:
    return list(steps_for_user(user).select_related("example_source"))


def step_for_user(user: Any, slug: str, *, and_known: bool = False) -> tuple[list[Step], Step]:
    """Return all steps, and the one that is named, with what it asks and its topics: one query. Raises Http404.

    `and_known`: with what is known of it as well, as `step.known`.
    """
    items = StepItem.objects.filter(step=OuterRef("pk"), step__slug=slug)
    links = Step.topics.through._default_manager.filter(step=OuterRef(OuterRef("pk")), step__slug=slug)
    sets = {"its_items": RowsOf(items), "its_topics": RowsOf(Term.objects.filter(pk__in=links.values("term")))}
    # The titles are the same whichever row asks, so only the step's own row asks for them.
    known: Any = {"known": Case(When(slug=slug, then=RowsOf(_known(user, slug))))} if and_known else {}
    steps: list[Any] = list(steps_for_user(user).select_related("example_source").annotate(**sets, **known))
    step = next((one for one in steps if one.slug == slug), None)
    if step is None:
        raise Http404
    hold(step, "items", step.its_items)
    hold(step, "topics", step.its_topics)
    return steps, step


def _known(user: Any, slug: str) -> QuerySet[Reference]:
    """Return the checked titles of a step: first those that were picked for it, then the newest of its topics."""
    picked = Step.references.through._default_manager.filter(step__slug=slug, reference=OuterRef("pk"))
    topics = Step.topics.through._default_manager.filter(step__slug=slug).values("term")
    of_topics = Reference.topics.through._default_manager.filter(term__in=topics).values("reference")
    found = references_for_user(user).filter(is_verified=True).annotate(is_picked=Exists(picked))
    found = found.filter(Q(is_picked=True) | Q(pk__in=of_topics))
    return found.order_by("-is_picked", "is_retracted", "-year", "title")[:MOST_KNOWN]


def done_by_others(user: Any, step: Step) -> list[tuple[Practice, str]]:
    """Return the newest practices of a step's topics that the reader may read, each once, with its byline."""
    if not is_vetted(user):
        return []
    of_topics = Practice.topics.through._default_manager.filter(term__in=_topics(step)).values("practice")
    found = practices.once(practices.listed_for(user).filter(pk__in=of_topics), user)
    return [(practice, practices.byline(practice)) for practice in found[:MOST_PRACTICES]]


@dataclass(frozen=True)
class Done:
    """A step, and the experts who have done a topic of it themselves; each with `home`, the legal basis of their country."""

    step: Step
    people: list[Any]

    @property
    def are_few(self) -> bool:
        """Are they too few to be described, be it by places and languages or each by a byline?"""
        return len(self.people) < FEWEST

    @property
    def words(self) -> str:
        if not self.people:
            return _("No member has said yet that they have done this. Ask all the same: a coordinator asks around.")
        if self.are_few:
            return _("Fewer than five members say that they have done this themselves. So few are not described.")
        countries, languages = self._places()
        said = {
            "members": ngettext("%d member", "%d members", len(self.people)) % len(self.people),
            "countries": ngettext("one country", "%d countries", countries).replace("%d", str(countries)),
            "languages": ngettext("one language", "%d languages", languages).replace("%d", str(languages)),
        }
        if not (countries and languages):
            return _("%(members)s have done this themselves.") % said
        return _("%(members)s have done this themselves, in %(countries)s and %(languages)s.") % said

    def _places(self) -> tuple[int, int]:
        """Whoever hides their country is in no count of countries."""
        shown = {member.country for member in self.people if member.visibility.get("country") != "coordinators"}
        spoken = {row.get("code") for member in self.people for row in member.languages if row.get("level") != "basic"}
        return len(shown), len(spoken)


def done_themselves(user: Any, step: Step) -> Done | None:
    """Return the experts who have done a topic of the step themselves; for members only, and nobody who is protected."""
    if not is_vetted(user):
        return None
    told = ExpertTopic.objects.filter(
        profile__member=OuterRef("pk"), topic__in=_topics(step), depth=ExpertTopic.Depth.DONE
    )
    home = Country.objects.filter(iso2=OuterRef("country")).values("legal_basis")[:1]
    people = experts_for_user(user).filter(Exists(told), user__protected=False).annotate(home=Subquery(home))
    return Done(step, list(people.select_related(None).select_related("user", "expert_profile").order_by("pk")))


def _topics(step: Step) -> list[int]:
    """Return the ids of its topics; they are there already with `step_for_user`."""
    return [topic.pk for topic in step.topics.all()]
