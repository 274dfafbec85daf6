"""What is shown of what people ask? Everybody reads; members suggest titles; coordinators write and check."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_http_methods, require_POST, require_safe

from accounts.permissions import is_coordinator
from exchange.guide import claim_queries as queries
from exchange.guide.actions import claims as actions
from exchange.guide.forms.claims import ClaimForm, SuggestionForm
from exchange.guide.models import Claim, ClaimPaper, Evidence
from portal.access import partly_public, public
from portal.moves import MoveRefused, Overtaken
from portal.ui import kept_typing

MOST_VERSIONS = 10


@public
@require_GET
def claim_list(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/claim_list.html", {"claims": queries.listed(request.user)})


@partly_public
@require_GET
def claim_page(request: HttpRequest, slug: str) -> HttpResponse:
    claim = get_object_or_404(queries.with_paper(request.user, get_language() or "en"), slug=slug)
    context: dict[str, Any] = {
        "claim": claim,
        "language": get_language(),
        "groups": queries.groups(request.user, claim),
    }
    if is_coordinator(request.user):
        waiting = queries.suggestions_for_user(request.user).filter(claim=claim, state="waiting")
        context |= {"is_coordinator": True, "suggestions": waiting}
    return render(request, "guide/claim_page.html", context)


@public
@require_safe
@conditional_page
def claim_paper(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The PDF as a worker made it; whoever holds it already, and asks with its mark, gets no second copy."""
    claims = queries.claims_for_user(request.user)
    paper = get_object_or_404(ClaimPaper, claim__in=claims.filter(slug=slug).order_by(), language=language)
    return HttpResponse(
        bytes(paper.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-{language}.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, no-cache",
        },
    )


@require_http_methods(["GET", "POST"])
def claim_edit(request: HttpRequest, slug: str) -> HttpResponse:
    claim = for_coordinators(request, slug)
    form = ClaimForm(
        request.POST if request.method == "POST" else None, instance=claim, initial={"seen": claim.version}
    )
    status, stands = 200, None
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in (*Claim.WORDS, "language")}
        try:
            actions.edit(request.user, claim, words, seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            status, stands = 409, Claim.objects.get(pk=claim.pk)
            form.data = form.data.copy()
            form.data["seen"] = stands.version
        else:
            messages.success(request, _("Saved. The older words are kept."))
            return redirect("guide:claim_page", slug)
    context = {
        "claim": claim,
        "form": form,
        "stands": stands,
        "versions": claim.versions.all()[:MOST_VERSIONS],
        "was_kept": request.method == "GET" and kept_typing.restore(request, form),
    }
    return render(request, "guide/claim_edit.html", context, status=status)


@require_POST
def claim_check(request: HttpRequest, slug: str) -> HttpResponse:
    actions.check(request.user, for_coordinators(request, slug))
    messages.success(request, _("Thank you. The page says that it was checked today."))
    return redirect("guide:claim_page", slug)


@require_http_methods(["GET", "POST"])
def evidence_suggest(request: HttpRequest, slug: str) -> HttpResponse:
    claim = get_object_or_404(queries.claims_for_user(request.user), slug=slug)
    form = SuggestionForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.suggest(request.user, claim, given["title"], given["side"], given["why"])
        except MoveRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            is_taken = made.state == made.State.TAKEN
            messages.success(request, _("It stands there now.") if is_taken else _("Thank you. A coordinator decides."))
            return redirect("guide:claim_page", slug)
    was_kept = request.method == "GET" and kept_typing.restore(request, form)
    return render(request, "guide/evidence_suggest.html", {"claim": claim, "form": form, "was_kept": was_kept})


@require_POST
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_others(request)
    evidence = get_object_or_404(Evidence.objects.select_related("claim"), pk=pk)
    actions.remove_evidence(request.user, evidence)
    messages.success(request, _("The title does not stand there any more."))
    return redirect("guide:claim_page", evidence.claim.slug)


@require_POST
def suggestion_decide(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_others(request)
    suggestion = get_object_or_404(queries.suggestions_for_user(request.user), pk=pk)
    is_taken = request.POST.get("move") == "take"
    actions.decide(request.user, suggestion, "take" if is_taken else "decline")
    messages.success(
        request, _("Taken. It stands there now.") if is_taken else _("Not taken. Whoever suggested it hears.")
    )
    return redirect("guide:claim_page", suggestion.claim.slug)


def for_coordinators(request: HttpRequest, slug: str) -> Claim:
    refuse_others(request)
    return get_object_or_404(queries.claims_for_user(request.user), slug=slug)


def refuse_others(request: HttpRequest) -> None:
    if not is_coordinator(request.user):
        raise Http404
