"""What can a reader do? Do it too, keep it, follow it; and see what they keep and follow."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.countries import country_choices, country_name
from exchange.practices import actions, queries
from exchange.practices.forms.readers import AdoptionForm
from exchange.practices.models import Adoption, Follow, Practice
from portal import clock
from portal.ui import kept_typing
from portal.vocabularies import queries as vocabularies

A_PAGE = 20
NEW_FOR = timedelta(days=30)


def _practice(request: HttpRequest, pk: int) -> Practice:
    return get_object_or_404(queries.for_user(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def practice_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """We do this too."""
    practice = _practice(request, pk)
    said = Adoption.objects.filter(practice=practice, user_id=request.user.pk).first()
    start = {name: getattr(said, name) for name in ("since", "what_changed", "show_author_as")} if said else {}
    form = AdoptionForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.adopt_practice(request.user, practice, **form.cleaned_data)
        messages.success(request, _("Thank you. The author is told."))
        return redirect("practices:practice_page", practice.pk)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {"practice": practice, "form": form, "said": said, "was_kept": was_kept}
    return render(request, "practices/practice_adopt.html", context)


@require_POST
def adoption_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    practice = _practice(request, pk)
    actions.withdraw_adoption(request.user, practice)
    messages.success(request, _("Taken back."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_keep(request: HttpRequest, pk: int) -> HttpResponse:
    practice = _practice(request, pk)
    if "drop" in request.POST:
        actions.drop_practice(request.user, practice)
        messages.success(request, _("Not kept any more."))
    else:
        actions.keep_practice(request.user, practice)
        messages.success(request, _("Kept. Only you know."))
    return redirect("practices:practice_page", practice.pk)


@require_GET
def practice_kept(request: HttpRequest) -> HttpResponse:
    """What the reader keeps and may still read; nobody else sees this page."""
    page = Paginator(queries.kept_by(request.user).prefetch_related("topics"), A_PAGE).get_page(request.GET.get("page"))
    rows = [(practice, queries.byline(practice)) for practice in page]
    return render(request, "practices/practice_kept.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def practice_followed(request: HttpRequest) -> HttpResponse:
    """What the reader follows, and what is new in it; following and leaving are buttons here and on the pages."""
    if request.method == "POST":
        return _changed(request)
    follows = queries.follows_of(request.user)
    found = queries.new_for(request.user, follows, clock.now() - NEW_FOR, A_PAGE)
    context = {
        "follows": _in_words(request, follows),
        "rows": [(practice, queries.byline(practice)) for practice in found],
        "topics": vocabularies.grouped_choices("topic"),
        "countries": country_choices(),
    }
    return render(request, "practices/practice_followed.html", context)


def _changed(request: HttpRequest) -> HttpResponse:
    kind, key = (request.POST.get(name, "").replace("\x00", "") for name in ("kind", "key"))
    if "leave" in request.POST:
        actions.unfollow(request.user, kind, key)
        messages.success(request, _("You do not follow it any more."))
    else:
        actions.follow(request.user, kind, key)
        messages.success(request, _("You follow it. At most one word a day reaches you."))
    if kind == Follow.Kind.PRACTICE and "leave" not in request.POST:
        return redirect("practices:practice_page", int(key))
    return redirect("practices:practice_followed")


def _in_words(request: HttpRequest, follows: list[Follow]) -> list[dict[str, object]]:
    """Return each follow with its words; a practice that may not be read any more has none and can only be left."""
    numbers = [int(row.key) for row in follows if row.kind == Follow.Kind.PRACTICE]
    titles = dict(queries.for_user(request.user).filter(pk__in=numbers).values_list("pk", "title")) if numbers else {}
    said = {
        Follow.Kind.TOPIC: lambda key: vocabularies.label("topic", key),
        Follow.Kind.COUNTRY: country_name,
        Follow.Kind.PRACTICE: lambda key: titles.get(int(key), _("A practice that is not open to you any more")),
    }
    return [{"row": row, "words": said[Follow.Kind(row.kind)](row.key)} for row in follows]
