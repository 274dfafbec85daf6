"""How does a visit get into somebody's calendar? A file, for those who said yes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from visits import permissions, queries
from visits.calendar import calendar_file
from visits.views.request_page import find, may_download, with_sides


@require_GET
def visit_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    visit = queries.let_go_visits_for_user(request.user).filter(request=pk).first()
    if visit is None:
        asked = find(request.user, pk, with_sides)
        if not may_download(asked, permissions.roles(request.user, asked)):
            raise Http404
        visit = asked.visit
    # The name of the file says as little as what is in it.
    return HttpResponse(
        calendar_file(visit, reader=request.user),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )
