"""Who hears of new answers? Whoever asked, wrote or answered, until they stop it; and whoever wants to."""

from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from exchange.discussion import queries, subjects
from exchange.discussion.models import SUBJECT_NAMES, Comment, ThreadFollow
from portal.rows import RowsOf


def rows_of(obj: Any) -> QuerySet[ThreadFollow]:
    return ThreadFollow.objects.filter(**{subjects.of(obj).name: obj})


def with_wish(comments: QuerySet[Comment], obj: Any, user: Any) -> tuple[list[Any], bool | None]:
    """Return the answers under it, and what the user said of hearing of more (None: nothing); one query, answers or not."""
    wish = Subquery(rows_of(obj).filter(user_id=user.pk).values("is_on")[:1])
    rows: QuerySet[Any, Any] = type(obj)._base_manager.filter(pk=obj.pk).values_list(RowsOf(comments), wish)
    found: tuple[list[Any], bool | None] = rows.get()
    return found


def followers(obj: Any) -> list[Any]:
    """Return the users to tell of a new answer, the author among them; each reads only what they may read then."""
    wishes = {row.user_id: row for row in rows_of(obj).select_related("user")}
    found = [row.user for row in wishes.values() if row.is_on]
    author = subjects.of(obj).author(obj)
    return found + ([author] if author is not None and author.pk not in wishes else [])


def stopped(user: Any) -> Exists:
    """Return whether the user wants to hear no more of what the row hangs under."""
    same = Q()
    for name in SUBJECT_NAMES:
        same |= Q(**{name: OuterRef(f"{name}_id")})
    return Exists(ThreadFollow.objects.filter(same, user_id=user.pk, is_on=False))


def followed_by(user: Any) -> QuerySet[Any]:
    """Return what the user follows, each with `is_readable`: what is closed to them now can only be left."""
    found = ThreadFollow.objects.filter(user_id=user.pk, is_on=True).select_related(*SUBJECT_NAMES)
    is_readable = Case(When(queries.readable(user), then=Value(True)), default=False, output_field=BooleanField())
    return found.annotate(is_readable=is_readable)
