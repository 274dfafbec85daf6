"""What is shown of references? The list, and one of them."""

from django.core.paginator import Paginator
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.countries import country_name
from accounts.permissions import is_vetted
from exchange.library import queries, reference_lifecycle, shelf
from exchange.library.forms import ReferenceFilter
from exchange.library.keywords import COUNTRIES
from exchange.library.models import Reference
from portal.access import partly_public, public
from portal.moves import possible
from portal.rows import RowsOf, hold
from portal.uploads.models import Upload
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

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
    context = {
        "form": form,
        "page": page,
        "asked": asked.urlencode(),
        "is_filtered": any(form.cleaned_data.values()),
        "can_add": is_vetted(request.user),
    }
    return render(request, "library/reference_list.html", context)


@partly_public
@require_GET
def reference_page(request: HttpRequest, slug: str) -> HttpResponse:
    tagged = Reference.topics.through._default_manager.filter(reference=OuterRef(OuterRef("pk")))
    found = (
        queries.references_for_user(request.user)
        .select_related("file__upload")
        .annotate(its_topics=RowsOf(Term.objects.filter(pk__in=tagged.values("term"))), **shelf.beside(request.user))
    )
    reference = get_object_or_404(found, slug=slug)
    hold(reference, "topics", reference.its_topics)
    state, roles = reference_lifecycle.state_of(reference), reference_lifecycle.roles(request.user, reference)
    return render(
        request,
        "library/reference_page.html",
        {
            "reference": reference,
            "country_name": country_name(reference.country),
            "language": vocabularies.label("language", reference.language),
            "can": possible(reference_lifecycle.MOVES, state, roles),
            "file": _file_of(reference) if roles else None,
        },
    )


def _file_of(reference: Reference) -> Upload | None:
    """The text itself, for members, once it was checked."""
    held = getattr(reference, "file", None)
    return held.upload if held and held.upload.is_ready else None
