"""How are a statement, a call for support and a translation written and changed?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import is_coordinator
from exchange.statements import actions, queries
from exchange.statements.forms import StatementForm, TranslationForm
from exchange.statements.lifecycle import MOVES, SHOWN
from exchange.statements.models import Statement
from exchange.statements.permissions import roles
from portal.moves import Overtaken, possible
from portal.ui import kept_typing
from portal.uploads import actions as uploads


@require_http_methods(["GET", "POST"])
def statement_new(request: HttpRequest) -> HttpResponse:
    """A statement; with ?kind=call a call for support. A member's goes to the coordinators."""
    is_call = request.GET.get("kind") == Statement.Kind.CALL
    form = StatementForm(request.POST or None, request.FILES or None, user=request.user, is_call=is_call)
    if request.method == "POST" and form.is_valid():
        files = uploads.receive_all(request.user, form.cleaned_data["files"]) if form.cleaned_data["files"] else []
        code = kept_typing.form_code(request)
        made = actions.propose_statement(request.user, *form.fields_and_topics(), files=files, form_code=code)
        messages.success(request, what_is_next(request.user))
        return redirect("statements:statement_page", made.slug)
    return render(request, "statements/statement_new.html", {"is_call": is_call, **shown(request, form)})


@require_http_methods(["GET", "POST"])
def statement_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """A proposal is changed by whoever made it and by coordinators; what is published by coordinators alone."""
    statement = get_object_or_404(queries.for_user(request.user).prefetch_related("topics"), slug=slug)
    if "edit" not in possible(MOVES, statement.state, roles(request.user, statement)):
        raise Http404
    form = _form_of(request, statement)
    other, seen = None, seen_version(request)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request.user, statement, form, seen)
        except Overtaken:
            other, seen = statement, statement.version
        else:
            messages.success(request, _("Changed."))
            return redirect("statements:statement_page", statement.slug)
    context = {"statement": statement, "other": other, **shown(request, form)}
    context["seen"] = statement.version if seen is None else seen
    return render(request, "statements/statement_edit.html", context)


def _form_of(request: HttpRequest, statement: Statement) -> StatementForm | TranslationForm:
    typed = request.POST or None
    if statement.translation_of is not None:
        return TranslationForm(typed, user=request.user, thing=statement, original=statement.translation_of)
    return StatementForm(typed, user=request.user, thing=statement, is_call=statement.is_call)


def _save(user: Any, statement: Statement, form: StatementForm | TranslationForm, seen: int | None) -> None:
    if isinstance(form, TranslationForm):
        actions.edit_statement(user, statement, form.fields_to_keep(), seen=seen)
    else:
        actions.edit_statement(user, statement, *form.fields_and_topics(), seen=seen)


@require_http_methods(["GET", "POST"])
def statement_translate(request: HttpRequest, slug: str) -> HttpResponse:
    """The same in another language, beside its original."""
    original = get_object_or_404(queries.originals_for(request.user), slug=slug, state__in=SHOWN)
    form = TranslationForm(request.POST or None, user=request.user, original=original)
    if request.method == "POST" and form.is_valid():
        code = kept_typing.form_code(request)
        made = actions.translate_statement(request.user, original, form.fields_to_keep(), form_code=code)
        messages.success(request, what_is_next(request.user))
        return redirect("statements:statement_page", made.slug)
    context = {"original": original, **shown(request, form)}
    return render(request, "statements/statement_translate.html", context)


def what_is_next(user: Any) -> str:
    if is_coordinator(user):
        return _("Kept. Read it once more, then publish it.")
    return _("Thank you. A coordinator reads it, and you hear what becomes of it.")


def shown(request: HttpRequest, form: Any) -> dict[str, Any]:
    was_kept = request.method == "GET" and kept_typing.restore(request, form)
    return {"form": form, "was_kept": was_kept, "is_coordinator": is_coordinator(request.user)}


def seen_version(request: HttpRequest) -> int | None:
    """Return with which version the form began, None where it does not say."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
