"""What does the demo bar do? Be somebody else, let days pass, read the mail that was sent."""

import time
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from portal import access, clock
from portal.site.demo import clock as demo_clock
from portal.site.demo import letters, people
from portal.site.demo.forms import BecomeForm, MoveForm
from portal.site.demo.tasks import catch_up
from portal.site.refusals import page_before
from portal.ui.templatetags.ui import day

WORKER_STARTS_WITHIN = 2.5
# So long a page may take; then it shows how far the days are.
PATIENCE = 3.0


@access.public
@require_POST
def be_somebody(request: HttpRequest) -> HttpResponse:
    if not people.is_allowed():
        raise Http404
    form = BecomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose somebody from the list."))
        return redirect(page_before(request))
    user = form.cleaned_data["person"]
    logout(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    messages.success(request, _("You are now: %(name)s") % {"name": people.name_of(user)})
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if is_ours else "site:dashboard")


@access.public
@require_POST
def be_nobody(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are logged out: this is what everybody sees."))
    return redirect("site:home")


@access.public
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give a number of days between 1 and %d.") % demo_clock.LONGEST_MOVE)
        return redirect(page_before(request))
    days, before = form.cleaned_data["days"], page_before(request)
    demo_clock.want(days)
    if not let_days_pass(PATIENCE):
        return redirect(f"{reverse('demo:days_passing')}?{urlencode({'days': days, 'next': before})}")
    demo_clock.read()
    messages.success(request, days_passed(days))
    return redirect(before)


def days_passed(days: int) -> str:
    said = ngettext("One day has passed", "%(days)d days have passed", days) % {"days": days}
    return _("%(said)s: today is %(day)s.") % {"said": said, "day": day(clock.today())}


def let_days_pass(patience: float) -> bool:
    """Give the days to the worker; where no worker takes them, walk them here. Returns whether all have passed.

    `patience`: seconds after which a worker that is on its way is left to itself.
    """
    try:
        catch_up.apply_async(retry=False, ignore_result=True)
    except catch_up.OperationalError:
        demo_clock.catch_up()
        return True
    began = time.monotonic()
    before = demo_clock.row().offset
    while (now := demo_clock.row()).offset < now.wanted:
        waited = time.monotonic() - began
        if now.offset == before and waited > WORKER_STARTS_WITHIN:
            demo_clock.catch_up()
            return True
        if now.offset > before and waited > patience:
            return False
        time.sleep(0.1)
    return True


@access.public
@require_GET
def days_passing(request: HttpRequest) -> HttpResponse:
    """How far the clock is on its way: looked at again by itself until it is there."""
    form, left = MoveForm(request.GET), demo_clock.way_left().days
    days = form.cleaned_data["days"] if form.is_valid() else max(left, 1)
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    context = {
        "days": days,
        "passed": max(0, days - left),
        "said": "" if left else days_passed(days),
        "next": wanted if is_ours else reverse("site:dashboard"),
    }
    answer = render(request, "demo/days_passing.html", context)
    if not left and request.headers.get("HX-Request"):
        # The bar above tells the day, too.
        answer["HX-Refresh"] = "true"
    return answer


@access.public
@require_POST
def walk_days(request: HttpRequest) -> HttpResponse:
    """Walk here what the worker left, because it was ended on its way, for example."""
    demo_clock.catch_up()
    demo_clock.read()
    return redirect(page_before(request))


@access.public
@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(letters.newest_first(), 30).get_page(request.GET.get("page"))
    return render(request, "demo/mail_list.html", {"page": page})
