"""How does a reader warn of an answer, and a coordinator decide?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.discussion import actions, permissions, queries, subjects
from exchange.discussion.forms import ReportForm


@require_http_methods(["GET", "POST"])
def comment_report(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    if permissions.is_author(request.user, comment):
        raise Http404
    form = ReportForm(request.POST or None)
    subject, obj = subjects.under(comment)
    if request.method == "POST" and form.is_valid():
        actions.report_comment(request.user, comment, form.cleaned_data["reason"], form.cleaned_data["words"])
        messages.success(request, _("Thank you. A coordinator looks at it; nobody learns who told."))
        return redirect(subject.url(obj))
    context = {"form": form, "comment": comment, "back": subjects.url_of(comment)}
    return render(request, "discussion/comment_report.html", context)


@require_POST
def reports_decide(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.reported_for(request.user), pk=pk)
    comment = actions.decide_reports(request.user, comment, hide="hide" in request.POST)
    messages.success(request, _("Hidden.") if comment.is_hidden else _("Kept as it is."))
    return redirect("practices:desk_moderation")
