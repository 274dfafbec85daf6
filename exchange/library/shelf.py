"""What can this user list of what members put on the shelf? The one way to lists, documents and gaps alike."""

from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.bylines import few
from accounts.permissions import is_coordinator, is_vetted
from accounts.queries import byline as member_byline
from exchange.library.models import (
    Collection,
    CollectionItem,
    Document,
    DocumentFile,
    EvidenceGap,
    GapNeed,
    GapOffer,
    OnShelf,
)
from exchange.library.permissions import audiences_of
from exchange.library.queries import references_for_user
from portal.rows import RowsOf
from portal.uploads.models import Upload

Thing = TypeVar("Thing", Collection, Document, EvidenceGap)
AnyThing = Collection | Document | EvidenceGap

# the word in the address -> what stands there
MODELS: dict[str, type[AnyThing]] = {"lists": Collection, "documents": Document, "missing": EvidenceGap}
PAGES: dict[type[Any], str] = {
    Collection: "library:collection_page",
    Document: "library:document_page",
    EvidenceGap: "library:gap_page",
}
# So many versions up and down stand on a document's page.
MOST_STEPS = 3
# as reports and notices call it
NAMES: dict[type[Any], str] = {Collection: "collection", Document: "document", EvidenceGap: "gap"}
LABELS: dict[str, Promise] = {
    "collection": _("Reading list"),
    "document": _("Document"),
    "gap": _("What is missing"),
}


def word_of(thing: OnShelf) -> str:
    return next(word for word, model in MODELS.items() if isinstance(thing, model))


def name_of(thing: OnShelf) -> str:
    return next(name for model, name in NAMES.items() if isinstance(thing, model))


def url_of(thing: OnShelf) -> str:
    return reverse(next(page for model, page in PAGES.items() if isinstance(thing, model)), args=[thing.pk])


def for_user(model: type[Thing], user: Any) -> QuerySet[Thing]:
    """Return what the user may open: what their audiences may read, and their own. Hidden ones: coordinators too."""
    standings = ["shown", "hidden"] if is_coordinator(user) else ["shown"]
    readable = Q(standing__in=standings, audience__in=audiences_of(user))
    if is_vetted(user):
        readable |= Q(author_id=user.pk)
    return model._default_manager.filter(readable).select_related("author__member__user")


def listed_for(model: type[Thing], user: Any) -> QuerySet[Thing]:
    return for_user(model, user).filter(standing=OnShelf.Standing.SHOWN)


def mine(model: type[Thing], user: Any) -> QuerySet[Thing]:
    return for_user(model, user).filter(author_id=user.pk)


def byline(thing: OnShelf, reader: Any) -> str:
    """Return who is shown as its author; needs `author__member__user` joined. Names are for members only."""
    show_as = thing.show_author_as
    if show_as == OnShelf.ShowAs.NAME and not is_vetted(reader):
        show_as = OnShelf.ShowAs.ROLE_AND_COUNTRY
    return member_byline(getattr(thing.author, "member", None), show_as)


def collections_for(user: Any) -> QuerySet[Any]:
    return with_length(listed_for(Collection, user), user)


def with_length(collections: QuerySet[Collection], user: Any) -> QuerySet[Any]:
    """Add `length`: how many of its references this reader may open."""
    readable = Q(items__reference__in=references_for_user(user).order_by().values("pk"))
    return collections.annotate(length=Count("items", filter=readable)).order_by("-made_at", "-id")


def items_of(user: Any, collection: Collection) -> QuerySet[CollectionItem]:
    """Return what stands on a list, in order, of what the reader may open."""
    found = collection.items.filter(reference__in=references_for_user(user).order_by().values("pk"))
    return found.select_related("reference")


def beside(user: Any) -> dict[str, RowsOf]:
    """Return what a title's page fetches with the title: the lists it stands on (`on_lists`), `answered` questions."""
    lists = listed_for(Collection, user).select_related(None).filter(items__reference=OuterRef("pk"))
    gaps = listed_for(EvidenceGap, user).select_related(None).filter(answer=OuterRef("pk"))
    return {
        "on_lists": RowsOf(lists.order_by("title", "pk")),
        "answered": RowsOf(gaps.order_by("question", "pk")),
    }


def documents_for(user: Any) -> QuerySet[Any]:
    """Return the documents with `is_overtaken`: a newer version, which the reader may open, supersedes it."""
    newer = listed_for(Document, user).order_by().select_related(None).filter(supersedes=OuterRef("pk"))
    return for_user(Document, user).annotate(is_overtaken=Exists(newer))


def chain_of(user: Any, document: Document) -> list[Document]:
    """Return all versions of a document that the reader may open, in one query, the newest first; none if it is alone.

    Versions are few: each step of the chain is one more join, up and down, three steps far.
    """
    near = Q(pk=document.pk)
    for step in range(1, MOST_STEPS + 1):
        near |= Q(**{"__".join(["supersedes"] * step): document.pk})
        near |= Q(**{"__".join(["newer"] * step): document.pk})
    found = listed_for(Document, user).select_related(None).filter(near).distinct().order_by("-dated", "-id")
    versions = list(found)
    return versions if len(versions) > 1 else []


def offered_by(offer: GapOffer) -> str:
    return member_byline(getattr(offer.user, "member", None))


def shown_files() -> QuerySet[DocumentFile]:
    """Return the files that others than their owner may open: checked, and holding no names of who wrote in them."""
    names = Q(upload__remarks__icontains="has_comments") | Q(upload__remarks__icontains="has_changes")
    return DocumentFile.objects.filter(upload__state=Upload.State.READY).exclude(names)


def gaps_for(user: Any) -> QuerySet[Any]:
    """Return the gaps, each with `needs_count` and `is_needed`: whether this reader needs it too."""
    own = GapNeed.objects.filter(gap=OuterRef("pk"), user_id=user.pk)
    found = for_user(EvidenceGap, user).annotate(needs_count=Count("needs"), is_needed=Exists(own))
    return found.order_by("-made_at", "-id")


def needed_by(gap: Any) -> str:
    """Return how many need it, whoever asked included, as it may be told: never a number below five."""
    return few(gap.needs_count + 1)


def offers_for(user: Any, gap: EvidenceGap) -> QuerySet[GapOffer]:
    """Return the offers that this user reads: who asked reads all, who offered reads their own."""
    found = gap.offers.select_related("user__member__user")
    if gap.author_id == user.pk and is_vetted(user):
        return found.filter(withdrawn_at=None)
    return found.filter(user_id=user.pk) if is_vetted(user) else found.none()


def is_offered() -> Q:
    """Return the condition: its author offers it to everybody, and no coordinator has opened it yet."""
    return Q(standing="shown", offered_public_at__isnull=False) & ~Q(audience="public")
