"""Which files hang on a practice, and who may open them? Exactly those who may read it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from exchange.practices import queries
from exchange.practices.models import Practice, PracticeFile
from portal.uploads.models import Upload
from portal.uploads.registry import place_rows

MOST_FILES = 10


def files_of(practice: Practice) -> list[PracticeFile]:
    """Return what hangs on it, also what is being checked or was not taken; for its author.

    A translation has the files of its original.
    """
    return list(with_uploads().filter(practice=practice.source))


def with_uploads() -> QuerySet[PracticeFile]:
    return PracticeFile.objects.select_related("upload")


def is_shown(file: PracticeFile, practice: Practice) -> bool:
    """Do the practice's readers see it? It was checked; and on an anonymous text no document holds writers' names."""
    is_anonymous = practice.source.show_author_as == Practice.ShowAs.ANONYMOUS
    return file.upload.is_ready and not (is_anonymous and file.upload.names_people)


def shown_files() -> QuerySet[PracticeFile]:
    """Return what readers of its practice see: the rule of `is_shown`, for the database. A test compares the two."""
    names = Q(upload__remarks__icontains="has_comments") | Q(upload__remarks__icontains="has_changes")
    is_anonymous = Q(practice__show_author_as=Practice.ShowAs.ANONYMOUS)
    return PracticeFile.objects.filter(upload__state=Upload.State.READY).exclude(is_anonymous & names)


def opened_to(user: Any) -> QuerySet[Any, Any]:
    """Return the ids of the uploads that practices open to this user; for the basement."""
    return shown_files().filter(practice__in=queries.for_user(user).values("pk")).values("upload_id")


def places(upload_ids: Collection[int]) -> QuerySet[Any, Any]:
    """Return on which practice each hangs, for its owner."""
    rows = PracticeFile.objects.filter(upload__in=upload_ids)
    return place_rows(rows, "practices:practice_files", "practice__title", "practice_id")


def title_of(upload_id: int) -> str:
    """Return what readers see it called: its author's words for it, never the name that it had at home."""
    return PracticeFile.objects.filter(upload=upload_id).values_list("caption", flat=True).first() or ""
