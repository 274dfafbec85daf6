"""How is a practice reviewed: the published questions, a reviewer's ticks, and what readers see of them?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_coordinator
from exchange.practices import permissions, queries, reviews
from exchange.practices.actions import reviewing
from exchange.practices.forms.reviews import ReviewForm
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice, Review
from exchange.practices.sections import answered


@require_GET
def review_questions(request: HttpRequest) -> HttpResponse:
    """For everybody who writes or reads: what a reviewer looks at."""
    return render(request, "practices/review_questions.html", {"questions": reviews.questions()})


@require_http_methods(["GET", "POST"])
def practice_review(request: HttpRequest, pk: int) -> HttpResponse:
    """A reviewer's questions; for all other readers of a reviewed practice, what was ticked."""
    practice = get_object_or_404(queries.for_page(request.user).filter(state__in=WRITTEN), pk=pk)
    if practice.state == Practice.State.REVIEWED and request.method == "GET":
        return _ticks(request, practice)
    read_as = reviews.reads_as(request.user, practice)
    if read_as is None or permissions.is_author(request.user, practice):
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reviewing.review_text(request.user, practice, form.answers(), form.cleaned_data["words"])
        messages.success(
            request, _("Thank you. Readers see the ticks once both sides have read it, and never whose they are.")
        )
        if read_as == Review.As.COORDINATOR:
            return redirect("practices:desk_reviews")  # the next one is a button away
        return redirect("practices:practice_page", practice.pk)
    context = {
        "practice": practice,
        "form": form,
        "sections": answered(practice.__dict__),
        "is_asked": read_as == Review.As.PEER,
    }
    return render(request, "practices/practice_review.html", context)


def _ticks(request: HttpRequest, practice: Practice) -> HttpResponse:
    is_author = permissions.is_author(request.user, practice)
    context = {
        "practice": practice,
        "ticks": reviews.ticks(practice),
        "review_words": reviews.words_for_author(practice) if is_author else [],
    }
    return render(request, "practices/practice_ticks.html", context)


@require_GET
def desk_reviews(request: HttpRequest) -> HttpResponse:
    """All full practices that wait for a reader, those without a coordinator's ticks first."""
    if not is_coordinator(request.user):
        raise Http404
    return render(request, "practices/desk_reviews.html", {"rows": reviews.rows(request.user)})


@require_POST
def review_decline(request: HttpRequest, pk: int) -> HttpResponse:
    reviewing.decline_review(request.user, get_object_or_404(queries.for_user(request.user), pk=pk))
    messages.success(request, _("That is fine. Nobody learns that you were asked."))
    return redirect("practices:practice_list")
