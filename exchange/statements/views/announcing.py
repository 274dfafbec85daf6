"""How are news and events written, changed, published, called off and taken back?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.statements import actions, queries
from exchange.statements.forms import EventForm, NewsForm, PublishForm, WhyForm
from exchange.statements.lifecycle import EVENT_MOVES, NEWS_MOVES
from exchange.statements.models import Event, NewsItem
from exchange.statements.notices import address
from exchange.statements.permissions import roles
from exchange.statements.views.writing import seen_version, shown, what_is_next
from portal.moves import Overtaken, possible
from portal.ui import kept_typing

FORM = "statements/announcement_form.html"


@require_http_methods(["GET", "POST"])
def news_new(request: HttpRequest) -> HttpResponse:
    form = NewsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        code = kept_typing.form_code(request)
        return _proposed(request, actions.propose_news(request.user, form.fields_to_keep(), form_code=code))
    return render(request, FORM, {"heading": _("Propose news"), **shown(request, form)})


@require_http_methods(["GET", "POST"])
def event_new(request: HttpRequest) -> HttpResponse:
    form = EventForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        code = kept_typing.form_code(request)
        return _proposed(request, actions.propose_event(request.user, form.fields_to_keep(), form_code=code))
    return render(request, FORM, {"heading": _("Announce an event"), **shown(request, form)})


def _proposed(request: HttpRequest, made: NewsItem | Event) -> HttpResponse:
    messages.success(request, what_is_next(request.user))
    return redirect(address(made))


@require_http_methods(["GET", "POST"])
def news_edit(request: HttpRequest, slug: str) -> HttpResponse:
    item = _item(request, slug)
    _refuse_readers(request, item, NEWS_MOVES)
    form = NewsForm(request.POST or None, user=request.user, thing=item)
    return _edited(request, item, form, actions.edit_news)


@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    _refuse_readers(request, event, EVENT_MOVES)
    form = EventForm(request.POST or None, user=request.user, thing=event)
    return _edited(request, event, form, actions.edit_event)


def _refuse_readers(request: HttpRequest, thing: NewsItem | Event, moves: Any) -> None:
    if "edit" not in possible(moves, thing.state, roles(request.user, thing)):
        raise Http404


def _edited(request: HttpRequest, thing: Any, form: Any, save: Any) -> HttpResponse:
    """Whoever was overtaken sees what stands there now beside what they typed."""
    other, seen = None, seen_version(request)
    if request.method == "POST" and form.is_valid():
        try:
            save(request.user, thing, form.fields_to_keep(), seen=seen)
        except Overtaken:
            other, seen = thing, thing.version
        else:
            messages.success(request, _("Changed."))
            return redirect(address(thing))
    context = {"thing": thing, "other": other, "back": address(thing), **shown(request, form)}
    context["seen"] = thing.version if seen is None else seen
    return render(request, FORM, context)


@require_POST
def news_publish(request: HttpRequest, slug: str) -> HttpResponse:
    return _publish(request, _item(request, slug))


@require_POST
def event_publish(request: HttpRequest, slug: str) -> HttpResponse:
    return _publish(request, _event(request, slug))


def _publish(request: HttpRequest, thing: Any) -> HttpResponse:
    if PublishForm(request.POST).is_valid():
        actions.publish_announcement(request.user, thing)
        messages.success(request, _("Published."))
    else:
        messages.error(request, _("Please read it first, and tick that you did."))
    return redirect(address(thing))


@require_POST
def news_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    return _withdraw(request, _item(request, slug))


@require_POST
def event_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    return _withdraw(request, _event(request, slug))


def _withdraw(request: HttpRequest, thing: Any) -> HttpResponse:
    form = WhyForm(request.POST)
    actions.withdraw_announcement(request.user, thing, form.cleaned_data["reason"] if form.is_valid() else "")
    messages.success(request, _("Taken back: it is in no list, no search and no feed any more."))
    return redirect(address(thing))


@require_POST
def event_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    event = actions.cancel_event(request.user, _event(request, slug))
    messages.success(request, _("Called off. Its page and the calendars that have it say so."))
    return redirect(address(event))


@require_POST
def event_restore(request: HttpRequest, slug: str) -> HttpResponse:
    event = actions.restore_event(request.user, _event(request, slug))
    messages.success(request, _("It is held after all."))
    return redirect(address(event))


def _item(request: HttpRequest, slug: str) -> NewsItem:
    return get_object_or_404(queries.news_for_user(request.user), slug=slug)


def _event(request: HttpRequest, slug: str) -> Event:
    return get_object_or_404(queries.events_for_user(request.user), slug=slug)
