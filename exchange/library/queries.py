"""What can this user list of the library? The public sees what was checked; members see what is still to be checked too."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator, is_vetted
from exchange.library import signs
from exchange.library.models import Reference, ReferenceCorrection, ReferenceImport


def references_for_user(user: Any) -> QuerySet[Reference]:
    """Checked titles first, then the newest."""
    references = Reference.objects.order_by("-is_verified", "-year", "title")
    return references if is_vetted(user) else references.filter(is_verified=True)


def references_with(user: Any, words: str) -> QuerySet[Reference]:
    """Return what has all these words in its title or authors."""
    found = references_for_user(user)
    for word in words.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(authors__icontains=word))
    return found


def shown_title() -> Case:
    """Return `Reference.shown_title` for the database: a text that was withdrawn says so wherever its title stands."""
    text: Any = CharField(max_length=520)
    before, _title, after = _("RETRACTED: %(title)s").partition("%(title)s")
    said = Concat(Value(before), F("title"), Value(after), output_field=text)
    return Case(When(is_retracted=True, then=said), default=F("title"), output_field=text)


def known(doi: str, title: str, year: int | None, *, apart: int | None = None) -> Reference | None:
    """Return the reference that is the same text: by DOI in any spelling, or by title and year."""
    doi_key, title_key = signs.of(doi, title, year)
    rule = Q(title_key=title_key) | Q(doi_key=doi_key) if doi_key else Q(title_key=title_key)
    found = [
        row
        for row in Reference.objects.filter(rule).exclude(pk=apart or 0).order_by("pk")[:5]
        if not _differ(row, doi_key)
    ]
    return next((row for row in found if doi_key and row.doi_key == doi_key), found[0] if found else None)


def _differ(reference: Reference, doi_key: str) -> bool:
    """Two texts of one title and year with two DOIs are two texts: "Editorial" stands in many journals."""
    return bool(doi_key and reference.doi_key and reference.doi_key != doi_key)


def keyed(reference: Reference) -> dict[str, Any]:
    """Return what the name of its address is made of."""
    _doi_key, title_key = signs.of(reference.doi, reference.title, reference.year)
    names = {name: getattr(reference, name) for name in ("authors", "year", "title")}
    return {**names, "title_key": title_key}


def to_check(user: Any) -> QuerySet[Reference]:
    """Return what waits for somebody who has seen the text; what members added one by one first."""
    if not is_coordinator(user):
        return Reference.objects.none()
    by_hand = Case(When(origin=Reference.Origin.MEMBER, then=0), default=1)
    return Reference.objects.filter(is_verified=False).order_by(by_hand, "added_at", "pk")


def added_by_hand(user: Any) -> QuerySet[Reference]:
    """Return what the number at the desk counts: a whole file is looked at when there is time."""
    return to_check(user).filter(origin=Reference.Origin.MEMBER)


def corrections_for_user(user: Any) -> QuerySet[ReferenceCorrection]:
    """Return what members propose, for coordinators, the oldest first."""
    found = ReferenceCorrection.objects.filter(state=ReferenceCorrection.State.OPEN).select_related("reference")
    return found if is_coordinator(user) else found.none()


def ends_at_references() -> list[tuple[Any, str]]:
    """Return (model, field) of whatever points to a reference, on all floors; relations without a name back as well."""
    ends = [end for end in Reference._meta.get_fields(include_hidden=True) if end.auto_created and not end.concrete]
    own = Reference.topics.through
    return [(end.related_model, end.field.name) for end in ends if end.related_model is not own]  # type: ignore[union-attr]  # each has a model


def imports_for_user(user: Any) -> QuerySet[ReferenceImport]:
    """Return the files that this user may look at: their own; for coordinators, also all that were taken in."""
    if not is_coordinator(user):
        return imports_of(user)
    taken = (ReferenceImport.State.DONE, ReferenceImport.State.TAKEN_BACK)
    return ReferenceImport.objects.filter(Q(by_id=user.pk) | Q(state__in=taken)).defer("content")


def imports_of(user: Any) -> QuerySet[ReferenceImport]:
    """Return the files that this user brought; nobody else's."""
    return (
        ReferenceImport.objects.filter(by_id=user.pk).defer("content")
        if is_vetted(user)
        else ReferenceImport.objects.none()
    )
