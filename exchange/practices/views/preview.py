"""How does somebody else see it? The author looks at their own text through other eyes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from exchange.practices import beside, permissions, queries
from exchange.practices.files import files_of
from exchange.practices.views.page import shown

READERS = {
    "visitor": _("somebody without log-in"),
    "member": _("a member"),
    "official": _("a police officer or public official"),
    "peer": _("a peer"),
    "coordinator": _("a coordinator"),
    "organisation": _("the organisation that vouched for you"),
}


@require_GET
def practice_as(request: HttpRequest, pk: int, reader: str) -> HttpResponse:
    """The page as that reader gets it once it is posted, or the word that they do not."""
    if reader not in READERS:
        raise Http404
    found = queries.mine(request.user).prefetch_related("topics", "outcomes", beside.with_voices(request.user))
    practice = get_object_or_404(found, pk=pk)
    context = {
        **shown(practice, files_of(practice)),
        "readers": READERS.items(),
        "reader": reader,
        "reader_words": READERS[reader],
        "reads": permissions.stand_in_reads(reader, practice.audience),
    }
    return render(request, "practices/practice_as.html", context)
