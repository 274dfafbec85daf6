"""What is shown of references? The list, and one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.countries import country_name
from exchange.library import queries
from exchange.library.forms import ReferenceFilter
from exchange.library.keywords import COUNTRIES
from portal.access import partly_public, public

PAGE_SIZE = 20


@public
@require_GET
def reference_list(request: HttpRequest) -> HttpResponse:
    form = ReferenceFilter(request.GET, countries=set(COUNTRIES.values()))
    form.is_valid()  # a field that cannot be read says so beside itself; the others still narrow
    found = form.narrow(queries.references_for_user(request.user)).prefetch_related("topics")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "page": page, "asked": asked.urlencode(), "is_filtered": any(form.cleaned_data.values())}
    return render(request, "library/reference_list.html", context)


@partly_public
@require_GET
def reference_page(request: HttpRequest, slug: str) -> HttpResponse:
    reference = get_object_or_404(queries.references_for_user(request.user).prefetch_related("topics"), slug=slug)
    return render(
        request,
        "library/reference_page.html",
        {"reference": reference, "country_name": country_name(reference.country)},
    )
