"""What does the basement need to know of lists, documents and gaps? How they are found, told of, opened, and waited for."""

from collections.abc import Collection as Ids
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator, is_vetted
from exchange.library import care, care_notices, shelf, shelf_notices
from exchange.library.models import Collection, CollectionItem, Document, DocumentFile, EvidenceGap
from portal.audiences import TOKEN
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, slots
from portal.ui.markdown import to_text
from portal.uploads.registry import place_rows, register_opener


def register() -> None:
    register_kinds(shelf_notices.texts, *shelf_notices.WORDS)
    register_kinds(care_notices.texts, *care_notices.KINDS, asks=care_notices.ASKS)
    kinds: list[tuple[type[Any], Any, Any, Any]] = [
        (Collection, _("Reading lists"), collections_to_index, collection_entry),
        (Document, _("Documents"), documents_to_index, document_entry),
        (EvidenceGap, _("Missing evidence"), gaps_to_index, gap_entry),
    ]
    for model, label, to_index, entry in kinds:
        found = partial(shelf.listed_for, model)
        register_kind(SearchKind(shelf.NAMES[model], label, model, to_index, entry, found))
    register_opener(opened_to, places, title_of)
    slots.fill("reference_shelf", on_lists)
    counters.register("desk", reports_waiting, "library reports")
    slots.fill("desk_turn", reported)
    for model in shelf.NAMES:
        counters.register("desk", partial(to_read, model), "library shelf")


def collections_to_index() -> QuerySet[Collection]:
    items = Prefetch("items", CollectionItem.objects.select_related("reference"))
    return Collection.objects.filter(standing="shown").prefetch_related("topics", items)


def documents_to_index() -> QuerySet[Document]:
    return Document.objects.filter(standing="shown").prefetch_related("topics")


def gaps_to_index() -> QuerySet[EvidenceGap]:
    return EvidenceGap.objects.filter(standing="shown").prefetch_related("topics")


def collection_entry(collection: Any) -> Entry:
    """A title that is not checked yet is for members only: on a list it is not among the words of what all may find."""
    items = [
        item
        for item in collection.items.all()
        if item.reference.is_verified or collection.audience != Collection.Audience.PUBLIC
    ]
    words = [to_text(collection.why), *(f"{item.reference.title}\n{item.why}" for item in items)]
    return _entry(collection, "\n".join(words))


def document_entry(document: Any) -> Entry:
    words = [document.body, document.edition, to_text(document.summary)]
    return _entry(document, "\n".join(words), country=document.country, year=document.dated.year)


def gap_entry(gap: Any) -> Entry:
    return _entry(gap, "\n".join([to_text(gap.why), gap.closed_reason]), country=gap.country)


def _entry(thing: Any, body: str, *, country: str = "", year: int | None = None) -> Entry:
    readers: list[str] = []
    if thing.standing == thing.Standing.SHOWN:
        readers = [TOKEN[thing.audience]]
        if thing.author_id is not None:
            readers.append(f"user:{thing.author_id}")
    return Entry(
        title=thing.title,
        body=body,
        url=shelf.url_of(thing),
        readers=readers,
        language=thing.language,
        topics=[topic.slug for topic in thing.topics.all()],
        country=country,
        year=year or thing.made_at.year,
        written_at=thing.made_at,
    )


def opened_to(user: Any) -> QuerySet[Any, Any]:
    """Return the ids of the uploads that documents open to this user; for the basement."""
    documents = shelf.for_user(Document, user).order_by().select_related(None)
    return shelf.shown_files().filter(document__in=documents.values("pk")).values("upload_id")


def places(upload_ids: Ids[int]) -> QuerySet[Any, Any]:
    """Return on which document each hangs, for its owner."""
    rows = DocumentFile.objects.filter(upload__in=upload_ids)
    return place_rows(rows, "library:document_page", "document__title", "document_id")


def title_of(upload_id: int) -> str:
    """Return what readers see it called: the document's title, never the name that the file had at home."""
    return DocumentFile.objects.filter(upload=upload_id).values_list("document__title", flat=True).first() or ""


def on_lists(reference: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On a title's page: the lists it stands on, the questions it answers, and the way to put it on one's own.

    The page has fetched both (`shelf.beside`); this asks the database nothing.
    """
    is_member = is_vetted(user)
    if not is_member and not reference.on_lists and not reference.answered:
        return None
    return "library/parts/on_lists.html", {"reference": reference, "is_member": is_member}


def reports_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return care.waiting_for(user) if is_coordinator(user) else None


def reported(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """At the desk: the reported thing with its clock; for several one row, due when the first of them is.

    Asks nothing where none is.
    """
    waiting = counters.of_part(user, "library reports") if is_coordinator(user) else 0
    found = care.rows(user, 1) if waiting else []
    turns = [replace(row, behind=waiting if waiting > 1 else 0) for row in found]
    return ("library/parts/report_rows.html", {"turns": turns, "more": waiting - 1}) if turns else None


def to_read(model: Any, user: Any) -> QuerySet[Any] | None:
    return care.to_read(model, user).select_related(None) if is_coordinator(user) else None
