"""How does a reader warn of an answer, and a coordinator decide?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.discussion import actions, moderation, permissions, queries, subjects
from exchange.discussion.forms import ReportForm, WhyForm


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
    report = moderation.open_for(request.user).filter(comment_id=pk).select_related("comment").first()
    if report is None:
        raise Http404
    form, is_hiding = WhyForm(request.POST), "hide" in request.POST
    if is_hiding and not form.is_valid():
        messages.error(request, _("Please say why in a few words: whoever wrote it reads them."))
        return redirect("practices:desk_moderation")
    why = form.cleaned_data["why"] if is_hiding else ""
    comment = actions.decide_reports(request.user, report.comment, hide=is_hiding, why=why)
    words = _("Hidden. Its author and whoever warned are told.") if comment.is_hidden else _("Kept as it is.")
    messages.success(request, words)
    return redirect("practices:desk_moderation")
