"""What can this user list? Steps are everybody's; what stands beside them is what each floor gives this reader."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.bylines import FEWEST
from accounts.models import ExpertTopic, Member
from accounts.permissions import is_vetted
from accounts.queries import experts_for_user
from exchange.guide.models import Step, StepItem
from exchange.library.models import Reference
from exchange.library.queries import references_for_user
from exchange.practices import queries as practices
from exchange.practices.models import Practice
from portal.rows import RowsOf, hold
from portal.vocabularies.models import Term

MOST_KNOWN = 5
MOST_PRACTICES = 4


def steps_for_user(_user: Any) -> QuerySet[Step]:
    """Return all steps, in their order: texts and checklists are public."""
    return Step.objects.order_by("order", "id")


def all_steps(user: Any) -> list[Step]:
    return list(steps_for_user(user).select_related("example_source"))


def step_for_user(user: Any, slug: str) -> tuple[list[Step], Step]:
    """Return all steps, and the one that is named, with what it asks and its topics: one query. Raises Http404."""
    items = StepItem.objects.filter(step=OuterRef("pk"), step__slug=slug)
    links = Step.topics.through._default_manager.filter(step=OuterRef(OuterRef("pk")), step__slug=slug)
    topics = Term.objects.filter(pk__in=links.values("term"))
    found = steps_for_user(user).select_related("example_source")
    steps: list[Any] = list(found.annotate(its_items=RowsOf(items), its_topics=RowsOf(topics)))
    step = next((one for one in steps if one.slug == slug), None)
    if step is None:
        raise Http404
    hold(step, "items", step.its_items)
    hold(step, "topics", step.its_topics)
    return steps, step


def known(user: Any, step: Step) -> list[Reference]:
    """Return the checked titles of a step: first those that were picked for it, then the newest of its topics."""
    picked = Step.references.through._default_manager.filter(step=step.pk, reference=OuterRef("pk"))
    of_topics = Reference.topics.through._default_manager.filter(term__in=_topics(step)).values("reference")
    found = references_for_user(user).filter(is_verified=True).annotate(is_picked=Exists(picked))
    found = found.filter(Q(is_picked=True) | Q(pk__in=of_topics))
    return list(found.order_by("-is_picked", "is_retracted", "-year", "title")[:MOST_KNOWN])


def done_by_others(user: Any, step: Step) -> list[tuple[Practice, str]]:
    """Return the newest practices of a step's topics that the reader may read, each once, with its byline."""
    if not is_vetted(user):
        return []
    of_topics = Practice.topics.through._default_manager.filter(term__in=_topics(step)).values("practice")
    found = practices.once(practices.listed_for(user).filter(pk__in=of_topics), user)
    return [(practice, practices.byline(practice)) for practice in found[:MOST_PRACTICES]]


@dataclass(frozen=True)
class Done:
    """How many members have done it themselves; places and languages only where at least five have."""

    members: int
    countries: int = 0
    languages: int = 0

    @property
    def words(self) -> str:
        if not self.members:
            return _("No member has said yet that they have done this. Ask all the same: a coordinator asks around.")
        if self.members < FEWEST:
            return _("Fewer than five members say that they have done this themselves.")
        said = {
            "members": ngettext("%d member", "%d members", self.members) % self.members,
            "countries": ngettext("one country", "%d countries", self.countries).replace("%d", str(self.countries)),
            "languages": ngettext("one language", "%d languages", self.languages).replace("%d", str(self.languages)),
        }
        if not (self.countries and self.languages):
            return _("%(members)s have done this themselves.") % said
        return _("%(members)s have done this themselves, in %(countries)s and %(languages)s.") % said


def done_themselves(user: Any, step: Step) -> Done | None:
    """Count the experts who have done a topic of the step themselves; for members only.

    Protected members are in no count, and whoever hides their country is in no count of countries.
    """
    if not is_vetted(user):
        return None
    told = ExpertTopic.objects.filter(
        profile__member=OuterRef("pk"), topic__in=_topics(step), depth=ExpertTopic.Depth.DONE
    )
    people = experts_for_user(user).filter(Exists(told), user__protected=False).select_related(None)
    return _counted(list(people.only("country", "languages", "visibility")))


def _counted(people: list[Member]) -> Done:
    if len(people) < FEWEST:
        return Done(len(people))
    countries = {member.country for member in people if member.visibility.get("country") != "coordinators"}
    spoken = {row.get("code") for member in people for row in member.languages if row.get("level") != "basic"}
    return Done(len(people), len(countries), len(spoken))


def _topics(step: Step) -> list[int]:
    """Return the ids of its topics; they are there already with `step_for_user`."""
    return [topic.pk for topic in step.topics.all()]
