"""What did members propose? The coordinators' list, what is due soonest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import is_coordinator
from exchange.statements import desk

MOST = 30


@require_GET
def desk_statements(request: HttpRequest) -> HttpResponse:
    if not is_coordinator(request.user):
        raise Http404
    found = desk.proposals(request.user)
    return render(request, "statements/desk_statements.html", {"turns": found[:MOST], "more": len(found[MOST:])})
