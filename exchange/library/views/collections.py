"""What is shown of reading lists? All of them, one of them, the form; and a title is put on a list."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_vetted
from exchange.library import queries, shelf
from exchange.library.actions import collections as actions
from exchange.library.forms import CollectionForm, ItemForm
from exchange.library.models import Collection, CollectionItem
from exchange.library.views.shelf import about, seen, written
from portal.access import partly_public, public
from portal.moves import MoveRefused, Overtaken
from portal.ui import kept_typing

A_PAGE = 20


@public
@require_GET
def collection_list(request: HttpRequest) -> HttpResponse:
    """All lists that the reader may open, the newest first; or only their own."""
    found = shelf.collections_for(request.user)
    only_mine = request.GET.get("only") == "mine" and is_vetted(request.user)
    if only_mine:
        found = shelf.with_length(shelf.mine(Collection, request.user), request.user)
    page = Paginator(found.prefetch_related("topics"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(thing, shelf.byline(thing, request.user)) for thing in page],
        "only_mine": only_mine,
        "filters": "only=mine&" if only_mine else "",
    }
    return render(request, "library/collection_list.html", context)


@partly_public
@require_GET
def collection_page(request: HttpRequest, pk: int) -> HttpResponse:
    collection = _collection(request, pk)
    items = list(shelf.items_of(request.user, collection))
    context = {
        **about(request.user, collection),
        "items": items,
        "unchecked": sum(not item.reference.is_verified for item in items),
        "can_copy": is_vetted(request.user),
    }
    return render(request, "library/collection_page.html", context)


@require_http_methods(["GET", "POST"])
def collection_new(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        code = kept_typing.form_code(request)
        made = actions.make_collection(request.user, *form.fields_and_topics(), form_code=code)
        messages.success(request, _("Here is your list. Open a title in the library and put it on."))
        return redirect("library:collection_page", made.pk)
    return render(request, "library/collection_new.html", written(request, form, None))


@require_http_methods(["GET", "POST"])
def collection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words, and each title's sentence and place."""
    collection = _own(request, pk)
    form = CollectionForm(request.POST if request.method == "POST" else None, user=request.user, thing=collection)
    if form.is_bound and form.is_valid():
        try:
            actions.edit_collection(request.user, collection, *form.fields_and_topics(), seen=seen(request))
        except Overtaken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("library:collection_page", collection.pk)
    items = list(shelf.items_of(request.user, collection))
    return render(request, "library/collection_edit.html", written(request, form, collection, items=items))


@require_POST
def collection_items(request: HttpRequest, pk: int) -> HttpResponse:
    """One title up, down or off; or another sentence on why it is there."""
    collection = _own(request, pk)
    for name in ("up", "down", "off", "say"):
        if name in request.POST:
            item = _item(request, collection, request.POST[name])
            break
    else:
        raise Http404
    if name == "off":
        actions.take_off(request.user, item)
        messages.success(request, _("Taken off the list."))
    elif name == "say":
        actions.say_why(request.user, item, request.POST.get(f"why-{item.pk}", ""))
        messages.success(request, _("Changed."))
    else:
        actions.move_item(request.user, item, up=name == "up")
    return redirect("library:collection_edit", collection.pk)


@require_POST
def collection_copy(request: HttpRequest, pk: int) -> HttpResponse:
    if "copy" not in request.POST:
        raise Http404
    copy = actions.copy_collection(request.user, _collection(request, pk))
    messages.success(request, _("This copy is yours: change it as you like."))
    return redirect("library:collection_page", copy.pk)


@require_http_methods(["GET", "POST"])
def reference_put(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one title on one of the reader's lists, or on a new one."""
    reference = get_object_or_404(queries.references_for_user(request.user), slug=slug)
    lists = list(shelf.mine(Collection, request.user).order_by("title").values_list("pk", "title")[:100])
    form = ItemForm(request.POST if request.method == "POST" else None, lists=lists)
    if form.is_bound and form.is_valid():
        try:
            collection = _chosen(request, form.cleaned_data)
            actions.put_on_list(request.user, collection, reference, form.cleaned_data["why"])
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is on your list."))
            return redirect("library:collection_page", collection.pk)
    context = {
        "form": form,
        "reference": reference,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "library/reference_put.html", context)


def _chosen(request: HttpRequest, told: dict[str, Any]) -> Collection:
    if told.get("collection"):
        return get_object_or_404(shelf.mine(Collection, request.user), pk=told["collection"])
    fields = {"title": told["title"], "language": request.user.language}  # type: ignore[union-attr]  # members only
    return actions.make_collection(request.user, fields, [], form_code=kept_typing.form_code(request))


def _collection(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(shelf.for_user(Collection, request.user).prefetch_related("topics"), pk=pk)


def _own(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(shelf.mine(Collection, request.user).prefetch_related("topics"), pk=pk)


def _item(request: HttpRequest, collection: Collection, number: str) -> CollectionItem:
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    rows = shelf.items_of(request.user, collection).select_related("collection")
    return get_object_or_404(rows, pk=int(number) if is_number else None)
