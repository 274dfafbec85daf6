"""What is shown of practices? The list, one practice, and the form to share one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exchange.practices import actions, lifecycle, permissions, queries
from exchange.practices.forms import AudienceForm, HideForm, PracticeForm
from exchange.practices.models import Practice
from portal import moves
from portal.access import public
from portal.ui import kept_typing
from portal.vocabularies import queries as vocabularies

A_PAGE = 20
FILTERS = ("topic", "perspective", "language")


@public
@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """Everybody may look; without log-in only what is public."""
    chosen = {name: _chosen(request, name) for name in FILTERS}
    pages = Paginator(_filtered(queries.listed_for(request.user), chosen).prefetch_related("topics"), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    filters = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "rows": [(practice, queries.byline(practice)) for practice in page],
        "chosen": chosen,
        "is_filtered": bool(filters),
        "filters": f"{filters}&" if filters else "",
        "topics": vocabularies.grouped_choices("topic"),
        "perspectives": vocabularies.choices("perspective"),
        "languages": vocabularies.choices("language"),
    }
    return render(request, "practices/practice_list.html", context)


@require_GET
def practice_mine(request: HttpRequest) -> HttpResponse:
    """Everything the reader wrote, drafts and anonymous ones included; nobody else sees this page."""
    practices = queries.mine(request.user).prefetch_related("topics").order_by("-changed_at")
    page = Paginator(practices, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "practices/practice_mine.html", {"page": page})


@public
@require_GET
def practice_page(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(queries.for_user(request.user).prefetch_related("topics"), pk=pk)
    roles = permissions.roles(request.user, practice)
    context = {
        "practice": practice,
        "byline": queries.byline(practice),
        "is_author": "author" in roles,
        "is_coordinator": "coordinator" in roles,
        "can": moves.possible(lifecycle.MOVES, practice.state, roles),
        "hide_form": HideForm(),
        "audience_form": AudienceForm(practice=practice),
    }
    return render(request, "practices/practice_page.html", context)


@require_http_methods(["GET", "POST"])
def practice_new(request: HttpRequest) -> HttpResponse:
    """Six questions, five minutes."""
    is_draft = "save" in request.POST
    form = PracticeForm(request.POST or None, user=request.user, is_draft=is_draft)
    if request.method == "POST" and form.is_valid():
        fields, topics = form.fields_and_topics()
        write = actions.create_draft if is_draft else actions.share_practice
        practice = write(request.user, form_code=kept_typing.form_code(request), topics=topics, **fields)
        return _after_writing(request, practice)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    return render(request, "practices/practice_new.html", {"form": form, "was_kept": was_kept})


@require_http_methods(["GET", "POST"])
def practice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on with a draft, or changes what is posted."""
    practice = get_object_or_404(queries.mine(request.user).prefetch_related("topics"), pk=pk)
    is_draft = practice.state == Practice.State.DRAFT and "save" in request.POST
    form = PracticeForm(request.POST or None, user=request.user, practice=practice, is_draft=is_draft)
    if request.method == "POST" and form.is_valid():
        fields, topics = form.fields_and_topics()
        return _after_writing(request, _written(request, practice, fields, topics, is_draft=is_draft))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {"form": form, "practice": practice, "was_kept": was_kept}
    return render(request, "practices/practice_edit.html", context)


@require_POST
def practice_archive(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.archive_practice(request.user, _practice(request, pk))
    messages.success(request, _("Put away: it is in no list any more, and its address still works."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_restore(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.restore_practice(request.user, _practice(request, pk))
    messages.success(request, _("It is back in the lists."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_hide(request: HttpRequest, pk: int) -> HttpResponse:
    practice = _practice(request, pk)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say why in a few words, so that the author can change it."))
        return redirect("practices:practice_page", practice.pk)
    actions.hide_practice(request.user, practice, form.cleaned_data["reason"])
    messages.success(request, _("Hidden. Only the author and coordinators still see it."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_show(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.show_practice(request.user, _practice(request, pk))
    messages.success(request, _("Its readers can read it again."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_narrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Fewer readers, at once; more readers are the author's own change, in the form."""
    practice = _practice(request, pk)
    form = AudienceForm(request.POST, practice=practice)
    if form.is_valid():
        actions.change_audience(request.user, practice, form.cleaned_data["audience"])
        messages.success(request, _("Its readers are now: %(who)s.") % {"who": _readers(form)})
    else:
        messages.error(request, _("Please choose who may read it."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_offer(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.offer_to_public(request.user, _practice(request, pk))
    messages.success(request, _("Thank you. A coordinator reads it once more and then opens it to everybody."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_publish(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.publish_practice(request.user, _practice(request, pk))
    messages.success(request, _("Everybody can read it now, also without log-in."))
    return redirect("practices:practice_page", practice.pk)


def _practice(request: HttpRequest, pk: int) -> Practice:
    return get_object_or_404(queries.for_user(request.user), pk=pk)


def _readers(form: AudienceForm) -> Any:
    return Practice.Audience(form.cleaned_data["audience"]).label


def _written(
    request: HttpRequest, practice: Practice, fields: dict[str, Any], topics: list[Any], *, is_draft: bool
) -> Practice:
    if is_draft:
        return actions.save_draft(request.user, practice, fields, topics)
    if practice.state == Practice.State.DRAFT:
        return actions.post_draft(request.user, practice, fields, topics)
    return actions.edit_practice(request.user, practice, fields, topics)


def _after_writing(request: HttpRequest, practice: Practice) -> HttpResponse:
    if practice.state == Practice.State.DRAFT:
        messages.success(request, _("Draft saved. Only you can see it; close the page whenever the door rings."))
        return redirect("practices:practice_edit", practice.pk)
    messages.success(request, _("Posted. Thank you: somebody needed this."))
    return redirect("practices:practice_page", practice.pk)


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if value in {term.slug for term in vocabularies.terms(name)} else ""


def _filtered(practices: QuerySet[Practice], chosen: dict[str, str]) -> QuerySet[Practice]:
    if chosen["topic"]:
        practices = practices.filter(topics__vocabulary="topic", topics__slug=chosen["topic"])
    if chosen["perspective"]:
        practices = practices.filter(perspective=chosen["perspective"])
    if chosen["language"]:
        practices = practices.filter(language=chosen["language"])
    return practices
