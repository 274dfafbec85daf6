"""What can this user list? The one way to practices, for pages, search, counts and notices alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.countries import country_name
from accounts.permissions import is_coordinator, is_vetted, languages_of
from accounts.queries import byline as member_byline
from exchange.practices import beside
from exchange.practices.lifecycle import KEPT, WRITTEN
from exchange.practices.models import Adoption, Bookmark, Evidence, Follow, Practice, Review, Voice
from exchange.practices.permissions import audiences_of, is_within
from exchange.practices.place import shown_place


def for_user(user: Any) -> QuerySet[Practice]:
    """Return what the user may open: what their audiences may read (archived too), and everything of their own.

    Coordinators open hidden ones as well. A draft is its author's alone. A translation is never open to whom its
    original is not; the original's author reads it whatever it is narrowed to.
    """
    states = (*KEPT, Practice.State.HIDDEN) if is_coordinator(user) else KEPT
    readable = Q(state__in=states) & _told_to(user)
    if is_vetted(user):
        readable |= _own(user) | (_own(user, "translation_of__") & ~Q(state=Practice.State.DRAFT))
    return _with_people(Practice.objects.filter(readable & _original_is_open(user, states)))


def listed_for(user: Any) -> QuerySet[Practice]:
    """Return what stands in lists: written, neither archived nor hidden; nor is the original of a translation."""
    return for_user(user).filter(_ORIGINAL_IS_WRITTEN, state__in=WRITTEN)


def findable_by(user: Any) -> QuerySet[Practice]:
    """Return what search may give the user: as in lists, without what only they know to be theirs.

    The index holds no hidden author, so an anonymous text for readers to whom its author does not belong is
    found on "my practices" only.
    """
    readable = _told_to(user)
    if is_vetted(user):
        readable |= Q(translation_of=None, author_id=user.pk)
    return Practice.objects.filter(readable, _ORIGINAL_IS_WRITTEN, state__in=WRITTEN)


def _told_to(user: Any) -> Q:
    """Return what the user's audiences may read: of a translation, only where the original may be read as well."""
    held = audiences_of(user)
    told = Q(translation_of=None, audience__in=held)
    for of in sorted(held):
        within = [audience for audience in sorted(held) if is_within(audience, of)]
        told |= Q(translation_of__audience=of, audience__in=within)
    return told


_ORIGINAL_IS_WRITTEN = Q(translation_of=None) | Q(translation_of__state__in=WRITTEN)


def _original_is_open(user: Any, states: Sequence[str]) -> Q:
    """Return all originals, and the translations whose original the user may open."""
    rule = Q(translation_of=None) | Q(translation_of__state__in=states, translation_of__audience__in=audiences_of(user))
    return rule | _own(user, "translation_of__") if is_vetted(user) else rule


def _with_people(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    return practices.select_related("author__member", "translation_of__author__member")


def reads(user: Any) -> list[str]:
    """Return the languages that somebody reads, best known first: the profile's; without one, the page's own."""
    return languages_of(user) or [get_language() or "en"]


def once(practices: QuerySet[Practice], user: Any) -> QuerySet[Practice]:
    """Return each practice once: as it was written for whoever reads that language, else in the first of theirs.

    Where there is no translation into any of them, as it was written.
    """
    codes = reads(user)
    place = Case(*[When(language=code, then=Value(n)) for n, code in enumerate(codes)], output_field=IntegerField())
    others = listed_for(user).filter(language__in=codes).order_by().select_related(None)
    translated = others.filter(translation_of=OuterRef("pk"))
    better = others.annotate(place=place).filter(translation_of=OuterRef("translation_of"), place__lt=OuterRef("place"))
    as_written = Q(translation_of=None) & (Q(language__in=codes) | ~Exists(translated))
    in_theirs = Q(translation_of__isnull=False, language__in=codes) & ~Q(translation_of__language__in=codes)
    return practices.annotate(place=place).filter(as_written | (in_theirs & ~Exists(better)))


def mine(user: Any) -> QuerySet[Practice]:
    """Return everything the user wrote, anonymous ones and drafts included; no translation of what is closed to them."""
    if not is_vetted(user):
        return Practice.objects.none()
    states = (*KEPT, Practice.State.HIDDEN) if is_coordinator(user) else KEPT
    return _with_people(Practice.objects.filter(_own(user) & _original_is_open(user, states)))


def closed_voices(user: Any) -> QuerySet[Voice]:
    """Return the user's own voices beside what they may not open (any more): nothing of that is ever shown with them."""
    if not is_vetted(user):
        return Voice.objects.none()
    own = Q(author_id=user.pk) | Q(hidden_author__user_id=user.pk)
    voices = Voice.objects.filter(own, state__in=beside.STANDING).order_by("-changed_at")
    return voices.exclude(practice__in=for_user(user).order_by().values("pk"))


def beside_closed(user: Any) -> QuerySet[Practice]:
    """Return what closed voices stand beside: for the ways to those alone."""
    return Practice.objects.filter(pk__in=closed_voices(user).order_by().values("practice"))


def drafts_of(user: Any) -> QuerySet[Practice]:
    return mine(user).filter(state=Practice.State.DRAFT).order_by("-changed_at")


def is_offered() -> Q:
    """Return the condition: offered to everybody by its author, and not published yet."""
    offered = Q(offered_public_at__isnull=False, state__in=WRITTEN)
    return offered & ~Q(audience=Practice.Audience.PUBLIC)


def kept_by(user: Any) -> QuerySet[Practice]:
    """Return what the user keeps and may still read, newest first."""
    return for_user(user).filter(bookmarks__user_id=user.pk).order_by("-bookmarks__at")


def wanting_voices(user: Any, sides: Sequence[str]) -> QuerySet[Practice]:
    """Return practices of others that wish for a voice from one of these sides and have none, newest first."""
    told = Q(perspective__in=beside.TOLD_BY_SERVICE_USERS)
    missing = Q(pk__in=[])
    if beside.STAFF in sides:
        missing |= told
    if beside.SERVICE_USER in sides:
        missing |= ~told
    standing = Voice.objects.filter(practice=OuterRef("pk"), state__in=beside.STANDING)
    wishes = listed_for(user).filter(missing, wants_second_voice=True, translation_of=None).exclude(Exists(standing))
    mine = Practice.objects.filter(_own(user), pk=OuterRef("pk"))
    return wishes.exclude(Exists(mine)).prefetch_related("topics")


def for_page(user: Any) -> QuerySet[Practice]:
    """Return `for_user`, each with `is_kept` and `is_followed` by this very reader, and the reviewers' words."""
    kept = Bookmark.objects.filter(user_id=user.pk, practice=OuterRef("pk"))
    followed = Follow.objects.filter(
        user_id=user.pk, kind=Follow.Kind.PRACTICE, key=Cast(OuterRef("pk"), CharField(max_length=60))
    )
    proposed = Evidence.objects.filter(practice=OuterRef("pk"), state=Evidence.State.PROPOSED).order_by()
    reviews = Review.objects.filter(practice=OuterRef("pk"), version=OuterRef("version")).values("words")
    return for_user(user).annotate(
        is_kept=Exists(kept),
        is_followed=Exists(followed),
        proposals=Coalesce(Subquery(proposed.values("practice").annotate(n=Count("pk")).values("n")), 0),
        words_of_one=Subquery(reviews.filter(read_as=Review.As.COORDINATOR)[:1]),
        words_of_other=Subquery(reviews.filter(read_as=Review.As.PEER)[:1]),
    )


def follows_of(user: Any) -> list[Follow]:
    return list(Follow.objects.filter(user_id=user.pk))


def new_for(user: Any, follows: Sequence[Follow], since: datetime, most: int = 20) -> list[Practice]:
    """Return what was posted since then and stands under a followed topic or country, topics prefetched.

    A country is followed only as far as it is shown: a text that hides its country is not found by it.
    """
    topics = {row.key for row in follows if row.kind == Follow.Kind.TOPIC}
    places = {row.key for row in follows if row.kind == Follow.Kind.COUNTRY}
    wanted = Q(topics__slug__in=topics, topics__vocabulary="topic") | Q(country__in=places)
    found = once(listed_for(user), user).filter(wanted, posted_at__gte=since).exclude(author_id=user.pk).distinct()
    return [
        practice
        for practice in found.prefetch_related("topics")[: most * 3]
        if topics & {topic.slug for topic in practice.topics.all()} or shows_its_country(practice)
    ][:most]


def shows_its_country(practice: Practice) -> bool:
    return bool(practice.country) and shown_place(practice) == country_name(practice.country)


def followers_of_new(practice: Practice) -> list[Any]:
    """Return the users who follow a topic of it, or its country where that is shown."""
    wanted = Q(kind=Follow.Kind.TOPIC, key__in=[topic.slug for topic in practice.topics.all()])
    if shows_its_country(practice):
        wanted |= Q(kind=Follow.Kind.COUNTRY, key=practice.country)
    return _users(Follow.objects.filter(wanted))


def followers_of(practice: Practice) -> list[Any]:
    """Return the users who follow or keep up with this very practice."""
    return _users(Follow.objects.filter(kind=Follow.Kind.PRACTICE, key=str(practice.pk)))


def _users(follows: QuerySet[Follow]) -> list[Any]:
    found = {row.user_id: row.user for row in follows.select_related("user")}
    return list(found.values())


def adoptions_of(practice: Practice) -> list[tuple[Adoption, str]]:
    """Return who does it too, with how they are shown; needs `adoptions` prefetched `with_people`."""
    rows = practice.adoptions.all()
    return [(row, member_byline(getattr(row.user, "member", None), row.show_author_as)) for row in rows]


def with_people() -> QuerySet[Adoption]:
    return Adoption.objects.select_related("user__member")


def byline(practice: Practice) -> str:
    """Return who is shown as the author, of a translation the original's; needs `author__member` of both joined."""
    return translator_byline(practice.source)


def translator_byline(practice: Practice) -> str:
    """Return how whoever wrote these very words is shown: of a translation, its translator."""
    if practice.show_author_as == Practice.ShowAs.ANONYMOUS:
        return _("A member")
    return member_byline(getattr(practice.author, "member", None), practice.show_author_as)


def _own(user: Any, of: str = "") -> Q:
    return Q(**{f"{of}author_id": user.pk}) | Q(**{f"{of}hidden_author__user_id": user.pk})
