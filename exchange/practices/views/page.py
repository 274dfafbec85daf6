"""What is shown of one practice?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from exchange.practices import lifecycle, permissions, queries
from exchange.practices.facts import facts, outcomes
from exchange.practices.forms import AudienceForm, HideForm
from exchange.practices.models import Practice
from exchange.practices.sections import HEADINGS, IN_THE_VOICE, Section, answered
from portal import moves
from portal.access import partly_public


@partly_public
@require_GET
def practice_page(request: HttpRequest, pk: int) -> HttpResponse:
    practice = get_object_or_404(queries.for_user(request.user).prefetch_related("topics", "outcomes"), pk=pk)
    roles = permissions.roles(request.user, practice)
    context = {
        "practice": practice,
        "byline": queries.byline(practice),
        "sections": told_apart(practice),
        "facts": facts(practice),
        "outcomes": outcomes(practice),
        "is_author": "author" in roles,
        "is_coordinator": "coordinator" in roles,
        "can": moves.possible(lifecycle.MOVES, practice.state, roles),
        "hide_form": HideForm(),
        "audience_form": AudienceForm(practice=practice),
    }
    return render(request, "practices/practice_page.html", context)


def told_apart(practice: Practice) -> list[Section]:
    """Return the answers that do not stand in the voice itself, in the order of telling."""
    words = {name: getattr(practice, name) for name in HEADINGS if name not in IN_THE_VOICE}
    return answered(words)
