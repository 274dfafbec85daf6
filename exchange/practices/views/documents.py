"""How does a reader take a practice along? As a PDF made by a worker, and (public ones) as an Atom feed."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET, require_http_methods

from exchange.practices import actions, queries
from exchange.practices.models import Practice, PracticeDocument
from portal.access import public
from portal.ui.markdown import to_text

IN_THE_FEED = 20


@require_http_methods(["GET", "POST"])
def practice_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the PDF (with a button), and waits for it."""
    practice = get_object_or_404(queries.for_user(request.user), pk=pk)
    if request.method == "POST":
        actions.ask_document(practice, get_language() or "en")
        return redirect("practices:practice_document", practice.pk)
    context = {"practice": practice, "document": _document(practice)}
    template = (
        "practices/parts/document.html" if "HX-Request" in request.headers else "practices/practice_document.html"
    )
    return render(request, template, context)


@require_GET
def practice_document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself; whoever may no longer read the practice gets nothing."""
    practice = get_object_or_404(queries.for_user(request.user), pk=pk)
    row = _document(practice)
    if row is None or row.state != PracticeDocument.State.READY or row.content is None:
        raise Http404
    return HttpResponse(
        bytes(row.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="practice-{practice.pk}.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def _document(practice: Practice) -> PracticeDocument | None:
    """Return the PDF of what stands there now, whatever became of it; None when nobody asked or it is out of date."""
    row = PracticeDocument.objects.filter(
        practice=practice, version=practice.version, language=get_language() or "en"
    ).first()
    is_old = row is not None and row.made_at is not None and row.made_at <= practice.changed_at
    return None if is_old else row


@public
@require_GET
@conditional_page
def practice_feed(request: HttpRequest) -> HttpResponse:
    """What everybody may read, newest first; the same for all, logged in or not."""
    feed = Atom1Feed(
        title=_("Field practices of drug consumption rooms"),
        link=settings.SITE_URL + reverse("practices:practice_list"),
        description="",
        feed_url=settings.SITE_URL + reverse("practices:practice_feed"),
        language=get_language(),
    )
    for practice in queries.listed_for(AnonymousUser())[:IN_THE_FEED]:
        feed.add_item(
            title=practice.title,
            link=settings.SITE_URL + reverse("practices:practice_page", args=[practice.pk]),
            description=to_text(practice.what_was_done)[:400],
            author_name=queries.byline(practice),
            pubdate=practice.posted_at,
            updateddate=practice.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
