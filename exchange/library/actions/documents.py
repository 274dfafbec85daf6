"""What can happen to a document? A member brings it, with a file or a link; a newer version takes its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from exchange.library import shelf
from exchange.library.actions.shelf import change, make
from exchange.library.models import Document, DocumentFile
from portal.moves import MoveRefused
from portal.search import index
from portal.uploads import queries as uploads
from portal.uploads.models import Upload
from portal.vocabularies.models import Term


@transaction.atomic
def add_document(
    user: Any,
    fields: Mapping[str, Any],
    topics: Sequence[Term],
    *,
    upload: Upload | None = None,
    form_code: str = "",
) -> Document:
    """Put a document on the shelf. `fields["supersedes"]` may name an older version that the user may read."""
    _refuse_chain(user, Document(), fields.get("supersedes"))
    made, is_new = make(user, Document(), fields, topics, form_code=form_code)
    if is_new:
        _hang(user, made, upload)
    return made


@transaction.atomic
def edit_document(
    user: Any,
    document: Document,
    fields: Mapping[str, Any],
    topics: Sequence[Term],
    *,
    upload: Upload | None = None,
    seen: int | None = None,
) -> Document:
    """Change what is said of it; a new file takes the place of the old one."""
    if "supersedes" in fields:
        _refuse_chain(user, document, fields["supersedes"])
    changed = change(user, document, fields, topics, seen=seen)
    if upload is not None:
        DocumentFile.objects.filter(document=changed).delete()
        _hang(user, changed, upload)
    return changed


def _hang(user: Any, document: Document, upload: Upload | None) -> None:
    """Hang one of the user's own files on it, which hangs nowhere else in the library."""
    if upload is None:
        if not document.url:
            raise MoveRefused(_("Please put a file on it, or say where it can be read."))
        return
    own = uploads.mine(user).exclude(state=Upload.State.REFUSED).filter(pk=upload.pk).first()
    if own is None or DocumentFile.objects.filter(upload=own).exists():
        raise MoveRefused(_("This file cannot be put here: it is gone, was not taken, or hangs on a document already."))
    DocumentFile.objects.create(document=document, upload=own)
    index.put(document)


def _refuse_chain(user: Any, document: Document, older: Document | None) -> None:
    """A chain of versions never comes round, and leads only to what the user may read."""
    if older is None:
        return
    if not shelf.for_user(Document, user).filter(pk=older.pk).exists():
        raise MoveRefused(_("The older version is not there any more."))
    seen = {document.pk}
    at: Document | None = older
    while at is not None:
        if at.pk in seen:
            raise MoveRefused(_("A document cannot be older than itself."))
        seen.add(at.pk)
        at = at.supersedes
