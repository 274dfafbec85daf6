"""What is shown of news? The inbox, the page behind a mail's link, and how a person wants to hear of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from portal import access
from portal.delivery import actions, queries, registry
from portal.delivery.forms import BY_MAIL, PORTAL_ONLY, NotificationsForm
from portal.delivery.models import Delivery, Preference

PAGE = 20
MOST_PAGES = 10_000


@access.for_applicants
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("page", "")
    before = int(number) - 1 if number.isdecimal() and 0 < int(number) < MOST_PAGES else 0
    # One more than is shown tells whether there are older ones; nobody needs to know how many.
    found = list(queries.inbox_of(request.user)[before * PAGE :][: PAGE + 1])
    notices = found[:PAGE]
    rows = queries.inbox_rows(notices, request.user)
    return render(
        request,
        "delivery/inbox.html",
        {
            "newer": before,
            "older": before + 2 if len(found) > PAGE else 0,
            "new": [row for row in rows if row.notice.read_at is None],
            "read": [row for row in rows if row.notice.read_at is not None],
            "over": sum(notice.read_at is None for notice in notices) - sum(not row.notice.read_at for row in rows),
            "refused_at": queries.refused_mail(notices),
        },
    )


@access.for_applicants
@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read and go to the page it is about."""
    notices = queries.notices_for_user(request.user).filter(pk=pk)
    notice = get_object_or_404(notices)
    actions.mark_read(notices)
    text = registry.texts_for([notice]).get(notice.pk)
    return redirect(text.url if text else "delivery:inbox")


@access.for_applicants
@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    actions.mark_read(queries.notices_for_user(request.user))
    messages.success(request, _("All is marked as read."))
    return redirect("delivery:inbox")


@access.for_applicants
@require_safe
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Where a mail leads, after log-in: to the very page. Writes nothing, since mail scanners follow links too."""
    notice = get_object_or_404(queries.notices_for_user(request.user), code=code)
    text = registry.texts_for([notice]).get(notice.pk)
    if text is None:
        return render(request, "delivery/link.html", status=410)
    return redirect(text.url)


@access.for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    preference = Preference.objects.filter(user_id=request.user.pk).first()
    form = NotificationsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "how": PORTAL_ONLY if preference and not preference.mail else BY_MAIL,
            "recognition_word": preference.recognition_word if preference else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        actions.save_preference(request.user, **form.fields_to_save())
        messages.success(request, _("Saved."))
        return redirect("delivery:notifications")
    return render(request, "delivery/notifications.html", {"form": form})


@csrf_exempt  # mail programs press this button for their reader, without cookies (RFC 8058); the code is the key
@access.public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, code: str) -> HttpResponse:
    preference = get_object_or_404(Preference, unsubscribe_code=code)
    if request.method == "POST":
        actions.stop_mail(preference)
    is_off = request.method == "POST" or not preference.mail
    return render(request, "delivery/unsubscribe.html", {"is_off": is_off})


@access.for_coordinators
@require_GET
def desk_deliveries(request: HttpRequest) -> HttpResponse:
    """How the outbox does: states, ages and codes; never who, never what."""
    health = queries.health()
    labels = Delivery.State
    return render(
        request,
        "delivery/desk_deliveries.html",
        {
            "health": health,
            "counts": [(labels(state).label, count) for state, count in health.counts.items()],
            "troubles": [{**row, "label": labels(row["state"]).label} for row in queries.troubles()],
            "parked": health.counts[Delivery.State.PARKED],
        },
    )


@access.for_coordinators
@require_POST
def parked_retry(request: HttpRequest) -> HttpResponse:
    count = actions.retry_parked(request.user)
    messages.success(request, ngettext("One mail tries again.", "%(count)s mails try again.", count) % {"count": count})
    return redirect("delivery:desk_deliveries")
