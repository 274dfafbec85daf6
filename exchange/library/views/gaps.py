"""What is shown of evidence that is missing? All that is asked for, one question, and what can be done about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.countries import country_name
from accounts.permissions import is_vetted
from exchange.library import permissions, queries, shelf
from exchange.library.actions import gaps as actions
from exchange.library.forms import GapForm, ReasonForm, SentenceForm
from exchange.library.lifecycle import GAP_MOVES
from exchange.library.models import EvidenceGap, GapOffer
from exchange.library.views.shelf import about, seen, written
from portal.access import partly_public, public
from portal.moves import Overtaken, possible
from portal.ui import kept_typing

A_PAGE = 20
MOST_FOUND = 8
STATES = {"open": ("open", "in-work"), "answered": ("answered",), "closed": ("closed",)}


@public
@require_GET
def gap_list(request: HttpRequest) -> HttpResponse:
    """What nobody knows yet, the newest first: an order by numbers would tell those under five."""
    state = request.GET.get("state", "")
    state = state if state in STATES else "open"
    found = shelf.gaps_for(request.user).filter(standing="shown", state__in=STATES[state])
    page = Paginator(found.prefetch_related("topics"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (gap, shelf.byline(gap, request.user), country_name(gap.country), shelf.needed_by(gap)) for gap in page
        ],
        "state": state,
        "filters": f"state={state}&",
    }
    return render(request, "library/gap_list.html", context)


@partly_public
@require_GET
def gap_page(request: HttpRequest, pk: int) -> HttpResponse:
    gap = _gap(request, pk)
    offers = list(shelf.offers_for(request.user, gap))
    own = next((offer for offer in offers if offer.user_id == request.user.pk), None)
    roles = permissions.roles(request.user, gap) | ({"worker"} if own and own.is_accepted else set())
    may = possible(GAP_MOVES, gap.state, roles) if gap.standing == "shown" else set()
    answer = gap.answer if gap.answer and (gap.answer.is_verified or is_vetted(request.user)) else None
    context = {
        **about(request.user, gap),
        "country_name": country_name(gap.country),
        "needed_by": shelf.needed_by(gap),
        "may": may - ({"need", "propose work"} if "owner" in roles else set()),
        "own_offer": own,
        "offers": [(offer, shelf.offered_by(offer)) for offer in offers if "owner" in roles],
        "answer": answer,
        "reason_form": ReasonForm(),
    }
    return render(request, "library/gap_page.html", context)


@require_http_methods(["GET", "POST"])
def gap_new(request: HttpRequest) -> HttpResponse:
    form = GapForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        code = kept_typing.form_code(request)
        made = actions.ask_gap(request.user, *form.fields_and_topics(), form_code=code)
        messages.success(request, _("Asked. You are told when somebody offers to work on it."))
        return redirect("library:gap_page", made.pk)
    return render(request, "library/gap_new.html", written(request, form, None))


@require_http_methods(["GET", "POST"])
def gap_edit(request: HttpRequest, pk: int) -> HttpResponse:
    gap = get_object_or_404(shelf.mine(EvidenceGap, request.user).prefetch_related("topics"), pk=pk)
    form = GapForm(request.POST if request.method == "POST" else None, user=request.user, thing=gap)
    if form.is_bound and form.is_valid():
        try:
            actions.edit_gap(request.user, gap, *form.fields_and_topics(), seen=seen(request))
        except Overtaken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("library:gap_page", gap.pk)
    return render(request, "library/gap_edit.html", written(request, form, gap))


@require_POST
def gap_need(request: HttpRequest, pk: int) -> HttpResponse:
    actions.need_gap(request.user, _gap(request, pk), needs="drop" not in request.POST)
    return redirect("library:gap_page", pk)


@require_http_methods(["GET", "POST"])
def gap_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer to work on it, change the note, or take the offer back."""
    gap = _gap(request, pk)
    own = GapOffer.objects.filter(gap=gap, user_id=request.user.pk, withdrawn_at=None).first()
    if request.method == "POST" and "withdraw" in request.POST:
        if own is None:
            raise Http404
        actions.withdraw_offer(request.user, own)
        messages.success(request, _("Your offer is taken back."))
        return redirect("library:gap_page", gap.pk)
    form = SentenceForm(request.POST or None, initial={"words": own.note if own else ""})
    if form.is_bound and form.is_valid():
        actions.offer_work(request.user, gap, form.cleaned_data["words"])
        messages.success(request, _("Thank you. Whoever asked is told, and answers here in the portal."))
        return redirect("library:gap_page", gap.pk)
    context = {"form": form, "gap": gap, "was_kept": not form.is_bound and kept_typing.restore(request, form)}
    return render(request, "library/gap_offer.html", context)


@require_http_methods(["GET", "POST"])
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever asked answers an offer, with or without a yes."""
    rows = GapOffer.objects.filter(gap__in=shelf.mine(EvidenceGap, request.user).values("pk"), withdrawn_at=None)
    offer = get_object_or_404(rows.select_related("gap", "user__member__user"), pk=pk)
    form = SentenceForm(request.POST or None, initial={"words": offer.reply})
    form.fields["words"].required = "accept" not in request.POST
    if form.is_bound and form.is_valid():
        actions.reply_to_offer(request.user, offer, form.cleaned_data["words"], accept="accept" in request.POST)
        messages.success(request, _("Your answer is on its way."))
        return redirect("library:gap_page", offer.gap_id)
    context = {"form": form, "offer": offer, "byline": shelf.offered_by(offer)}
    context["was_kept"] = not form.is_bound and kept_typing.restore(request, form)
    return render(request, "library/offer_answer.html", context)


@require_http_methods(["GET", "POST"])
def gap_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the title that answers it, and take it."""
    gap = _gap(request, pk)
    if not actions.gap_roles(request.user, gap) & {"owner", "coordinator", "worker"}:
        raise Http404
    if request.method == "POST":
        slug = request.POST.get("answer", "").replace("\x00", "")
        reference = get_object_or_404(queries.references_for_user(request.user), slug=slug)
        actions.answer_gap(request.user, gap, reference)
        messages.success(request, _("Answered. Those who need it too are told."))
        return redirect("library:gap_page", gap.pk)
    words = request.GET.get("words", "").replace("\x00", "")[:100]
    found = queries.references_with(request.user, words)[:MOST_FOUND] if words.strip() else []
    return render(request, "library/gap_answer.html", {"gap": gap, "words": words, "found": found})


@require_POST
def gap_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it with a reason, or open it again."""
    gap = _gap(request, pk)
    if "reopen" in request.POST:
        actions.reopen_gap(request.user, gap)
        messages.success(request, _("Open again."))
        return redirect("library:gap_page", gap.pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say why in a few words."))
    else:
        actions.close_gap(request.user, gap, form.cleaned_data["reason"])
        messages.success(request, _("Closed. Those who need it too are told."))
    return redirect("library:gap_page", gap.pk)


def _gap(request: HttpRequest, pk: int) -> EvidenceGap:
    rows = shelf.gaps_for(request.user).select_related("author__member__user", "answer").prefetch_related("topics")
    found: EvidenceGap = get_object_or_404(rows, pk=pk)
    return found
