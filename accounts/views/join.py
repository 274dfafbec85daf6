"""What does somebody see who wants to join? The landing, the parts, whose turn it is."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import applying, permissions, queries
from accounts.access import UserRequest, typed
from accounts.actions import applying as actions
from accounts.forms.applications import FORMS, WordsForm
from accounts.lifecycle import OPEN_STATES
from accounts.models import Member, MembershipApplication
from portal.access import for_applicants, public

_A = MembershipApplication.State


def _own(request: UserRequest) -> MembershipApplication:
    return get_object_or_404(queries.applications_for_user(request.user), user=request.user, state__in=OPEN_STATES)


def _answer_form(data: object = None) -> WordsForm:
    return WordsForm(data, label=_("Your answer"), hint=_("The coordinators read it, nobody else."))


@public
@require_GET
def application_status(request: HttpRequest) -> HttpResponse:
    """How to join; and for whoever is logged in, where their application stands."""
    if permissions.is_vetted(request.user) and not _was_written_to(request.user):
        return redirect("site:dashboard")
    return render(request, "accounts/application_status.html", _status(request))


def _was_written_to(user: object) -> bool:
    """Was somebody answered on their way in? Then they can still read it, as long as it is kept."""
    own = queries.applications_for_user(user).filter(user=user, state=_A.ACCEPTED)
    return own.filter(messages__isnull=False).exists()


def _status(request: HttpRequest, form: WordsForm | None = None) -> dict[str, object]:
    if not request.user.is_authenticated:
        return {"parts": applying.PARTS}
    application = queries.applications_for_user(request.user).filter(user=request.user).first()
    decision = application.decisions.filter(accepts=False).first() if application else None
    former = None if permissions.is_vetted(request.user) else queries.membership_of(request.user)
    return {
        "application": application,
        "conversation": list(application.messages.select_related("author")) if application else [],
        "decision": decision if application and application.state == _A.DECLINED else None,
        "membership": former,
        "is_suspended": former is not None and former.state == Member.State.SUSPENDED,
        "parts": [(sheet, applying.is_done(application, sheet)) for sheet in applying.PARTS],
        "next_part": applying.next_part(application),
        "form": form or _answer_form(),
    }


@for_applicants
@require_http_methods(["GET", "POST"])
def application_part(request: UserRequest, number: int) -> HttpResponse:
    """One part of the application; each Continue saves, the last one sends."""
    if number not in FORMS:
        raise Http404
    if permissions.is_vetted(request.user):
        return redirect("site:dashboard")
    application = queries.applications_for_user(request.user).filter(user=request.user, state__in=OPEN_STATES).first()
    if application and application.state != _A.STARTED:
        messages.info(request, _("Your application is on its way; it cannot be changed now."))
        return redirect("accounts:application_status")
    sheet = applying.part(number)
    known = {field: getattr(application, field) for field in sheet.fields} if application else {}
    data = typed(request)
    form = FORMS[number](data, application=application, initial=known)
    if request.method == "POST" and form.is_valid():
        application = actions.save_part(request.user, number, form.cleaned_data)
        return _next_step(request, application, number)
    return render(
        request,
        "accounts/application_part.html",
        {
            "form": form,
            "sheet": sheet,
            "application": application,
            "parts": [(part, applying.is_done(application, part)) for part in applying.PARTS],
            "is_last": number == applying.LAST,
            "was_kept": request.method == "GET" and data is not None,
        },
    )


def _next_step(request: UserRequest, application: MembershipApplication, number: int) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, _("Saved. Your draft waits for you here."))
        return redirect("accounts:application_status")
    if number < applying.LAST:
        return redirect("accounts:application_part", number + 1)
    if missing := applying.missing_parts(application):
        messages.info(request, _("Nearly there: something is still missing on this page."))
        return redirect("accounts:application_part", missing[0].number)
    actions.submit_application(request.user, application)
    messages.success(request, _("Your application is sent. People read it now, not a machine."))
    return redirect("accounts:application_status")


@for_applicants
@require_http_methods(["GET", "POST"])
def application_answer(request: UserRequest) -> HttpResponse:
    """Answer the coordinator's question. Looked at only after a session that ended while somebody typed."""
    application = _own(request)
    form = _answer_form(typed(request))
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/application_status.html", _status(request, form))
    actions.answer_question(request.user, application, form.cleaned_data["words"])
    messages.success(request, _("Your answer was sent. It is the coordinator's turn now."))
    return redirect("accounts:application_status")


@for_applicants
@require_POST
def application_withdraw(request: UserRequest) -> HttpResponse:
    """Take the application back."""
    actions.withdraw_application(request.user, _own(request))
    messages.success(request, _("Your application is withdrawn. You are welcome to ask again."))
    return redirect("accounts:application_status")
