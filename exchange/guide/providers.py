"""What does the basement need to know of this room?"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.guide import claim_entries, loading, notices
from exchange.guide.models import Step
from exchange.guide.queries import steps_for_user
from exchange.library import naming
from exchange.library.models import Reference
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import public, shipped
from portal.ui.markdown import to_text


def register() -> None:
    """Tell delivery, search and the named slots what this room knows; called once at start."""
    register_kind(SearchKind("step", _("Guide"), Step, steps_to_index, step_entry, steps_for_user))
    public.register_pages(public_pages)
    register_kinds(notices.texts, *notices.KINDS)
    shipped.register("exchange/guide/data/steps.json", loading.texts)
    claim_entries.register()
    step = naming.Room(_("Steps of the guide"), "guide:step_page", steps_naming, "slug", "title", "language")
    naming.register("step", step)


def steps_naming(reference: Reference, user: Any) -> QuerySet[Step]:
    return steps_for_user(user).filter(references=reference)


def public_pages() -> Iterator[public.Found]:
    """The list and every step, for the sitemap."""
    yield reverse("guide:step_list"), None
    for slug, day in steps_for_user(AnonymousUser()).values_list("slug", "edited_on"):
        yield reverse("guide:step_page", args=[slug]), day


def steps_to_index() -> QuerySet[Step]:
    return Step.objects.prefetch_related("topics", "items")


def step_entry(step: Any) -> Entry:
    asked = [words for item in step.items.all() for words in (item.question, item.why)]
    found = [step.title, step.lead, step.text, *asked]
    return Entry(
        title=step.title,
        body="\n".join(to_text(shipped.in_all_languages(words)) for words in found if words),
        language=step.language,
        url=reverse("guide:step_page", args=[step.slug]),
        readers=["public"],
        topics=[topic.slug for topic in step.topics.all()],
    )
