"""What can this user list? Published statements and news; proposals for whoever made them and for coordinators."""

from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Member
from accounts.permissions import is_coordinator, is_vetted
from exchange.statements.lifecycle import ANNOUNCED, SHOWN
from exchange.statements.models import Audience, Endorsement, Event, NewsItem, Statement
from portal import clock


def for_user(user: Any) -> QuerySet[Statement]:
    """Return what the user may open. A translation is open as long as its original is."""
    open_ones = Q(state__in=SHOWN) & (Q(translation_of=None) | Q(translation_of__state__in=SHOWN))
    statements = Statement.objects.select_related("translation_of", "superseded_by")
    if not is_vetted(user):
        return statements.filter(open_ones, _public())
    if is_coordinator(user):
        return statements
    # What somebody proposed is theirs to see, a translation as long as its original is.
    stands = Q(translation_of=None) | Q(translation_of__state__in=SHOWN) | Q(translation_of__proposed_by=user.pk)
    return statements.filter(open_ones | (Q(proposed_by=user.pk) & stands))


def listed_for(user: Any) -> QuerySet[Statement]:
    """Return what lists, feeds and search show: originals and translations that stand."""
    shown = Q(translation_of=None) | Q(translation_of__state__in=SHOWN)
    return for_user(user).filter(shown, state__in=SHOWN)


def originals_for(user: Any) -> QuerySet[Statement]:
    """Return the rows of lists: a translation stands on its original's page."""
    return listed_for(user).filter(translation_of=None)


def running_first(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Calls for support that have not ended stand first, what ends soonest above; then the newest."""
    runs = Q(kind=Statement.Kind.CALL, state=Statement.State.PUBLISHED, until__gte=clock.today())
    is_running = Case(When(runs, then=Value(0)), default=Value(1), output_field=IntegerField())
    ends = Case(When(runs, then="until"), default=None)
    return statements.alias(place=is_running, ends=ends).order_by("place", "ends", "-issued_on", "-pk")


def calls_running_for(user: Any) -> QuerySet[Statement]:
    runs = originals_for(user).filter(kind=Statement.Kind.CALL, state=Statement.State.PUBLISHED)
    return runs.filter(until__gte=clock.today()).order_by("until", "pk")


def _public() -> Q:
    """Nobody reads more of a translation than of its original."""
    original = Q(translation_of=None) | Q(translation_of__audience=Audience.PUBLIC)
    return Q(audience=Audience.PUBLIC) & original


def newer_for(user: Any, statement: Statement) -> QuerySet[Statement]:
    """Return by which statements this one can be superseded: those that stand, and did not come out of it."""
    found = originals_for(user).filter(state=Statement.State.PUBLISHED).exclude(pk=statement.original.pk)
    return found.order_by("-issued_on", "-pk")


def news_for_user(user: Any) -> QuerySet[NewsItem]:
    return _announced(NewsItem.objects.all(), user)


def events_for_user(user: Any) -> QuerySet[Event]:
    return _announced(Event.objects.all(), user)


def _announced(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    if not is_vetted(user):
        return rows.filter(state__in=ANNOUNCED, audience=Audience.PUBLIC)
    if is_coordinator(user):
        return rows
    return rows.filter(Q(state__in=ANNOUNCED) | Q(proposed_by=user.pk))


def listed_news_for(user: Any) -> QuerySet[NewsItem]:
    return news_for_user(user).filter(state__in=ANNOUNCED)


def listed_events_for(user: Any) -> QuerySet[Event]:
    return events_for_user(user).filter(state__in=ANNOUNCED)


def coming_for(user: Any) -> QuerySet[Event]:
    """Return the events that are not over yet, the next one first."""
    return listed_events_for(user).filter(end__gte=clock.now()).order_by("start", "pk")


def past_for(user: Any) -> QuerySet[Event]:
    """Return the events that are over, the last one first."""
    return listed_events_for(user).filter(end__lt=clock.now()).order_by("-start", "-pk")


def proposals_for(user: Any, model: type[Statement] | type[NewsItem] | type[Event]) -> QuerySet[Any]:
    """Return what members proposed and nobody has decided on yet, for coordinators; never what they propose themselves."""
    if not is_coordinator(user):
        return model._default_manager.none()
    # What a coordinator began is their own business until they publish it.
    theirs = Q(proposed_by__coordinator__is_active=True) | Q(proposed_by__is_superuser=True)
    waiting = model._default_manager.filter(state="draft", proposed_by__isnull=False)
    return waiting.exclude(theirs).order_by("created_at", "pk")


def standing(rows: QuerySet[Endorsement] | None = None) -> QuerySet[Endorsement]:
    """Return the support that counts: of active members, and of organisations that are still there."""
    found = Endorsement.objects.all() if rows is None else rows
    return found.filter(Q(organisation__isnull=False) | Q(member__state=Member.State.ACTIVE))


def named() -> QuerySet[Endorsement]:
    """Return who said yes to being named and may be: nobody protected, whatever they once ticked."""
    protected = Q(member__user__protected=True) | Q(organisation__protected=True)
    found = standing().filter(named_at__isnull=False).exclude(protected)
    return found.select_related("organisation", "member__user").order_by(
        F("organisation__name").asc(nulls_last=True), "given_at", "pk"
    )


def with_support(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Add `members` and `organisations`: how many support the statement, or its original; for totals in words only."""

    def counted(**which: Any) -> Coalesce:
        original = Coalesce(OuterRef("translation_of_id"), OuterRef("pk"))
        rows = standing().filter(statement=original, **which).order_by().values("statement")
        return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)

    return statements.annotate(members=counted(member__isnull=False), organisations=counted(organisation__isnull=False))


def own_support(user: Any) -> QuerySet[Endorsement]:
    """Return all that this user says yes to: first for themselves, then for the organisations they speak for now.

    `is_shown`: the statement still stands for them; of one that was taken back they keep their own yes, and no words.
    """
    mine = Q(member__user=user.pk)
    ours = Q(organisation__delegates__member__user=user.pk)
    is_shown = Exists(listed_for(user).filter(pk=OuterRef("statement_id")))
    rows = Endorsement.objects.filter(mine | ours).annotate(is_shown=is_shown)
    house = F("organisation__name").asc(nulls_first=True)
    return rows.select_related("organisation", "statement").order_by(house, "organisation_id", "-given_at", "-pk")


def own_endorsements(user: Any, statement: Statement) -> QuerySet[Endorsement]:
    return own_support(user).filter(statement=statement.original)
