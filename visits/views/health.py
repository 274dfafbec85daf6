"""What does a coordinator see of the network's health? Figures with plots and tables, each table as a file too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts import permissions as people
from portal.ui.sheets import as_csv
from visits.forms.health import HealthForm
from visits.health import tables
from visits.health.gather import gather


@require_GET
def network_health(request: HttpRequest) -> HttpResponse:
    """All figures of one period, of one kind of request or of all."""
    if not people.is_coordinator(request.user):
        raise Http404
    form = HealthForm({"period": "12-months", **request.GET.dict()})
    period, kind = form.chosen()
    facts = gather(request.user, period)
    context = {
        "form": form,
        "period": period.slug,
        "kind": kind,
        "is_narrowed": bool(request.GET),
        "has_facts": bool(facts.requests),
        "headlines": tables.headlines(facts, period, kind),
        "tables": tables.tables(facts, period, kind),
    }
    return render(request, "visits/network_health.html", context)


@require_GET
def network_health_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One table of that page, for a spreadsheet; what the page does not tell stands in no file either."""
    if not people.is_coordinator(request.user) or table not in tables.MAKERS:
        raise Http404
    period, kind = HealthForm(request.GET).chosen()
    made = tables.MAKERS[table](gather(request.user, period), period, kind)
    return as_csv(f"network-{table}-{period.slug}{'-' if kind else ''}{kind}", made.as_csv(period.slug, kind))
