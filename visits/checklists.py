"""What is to be done before a visit, and by whom? A list for each kind of request."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from visits.completeness import group_travels, host_kind
from visits.models import VisitRequest


@dataclass(frozen=True)
class Line:
    """`side` is the role whose line it is: requester, expert or host."""

    slug: str
    side: str
    text: Any


ALWAYS = (
    Line("questions", "requester", _("Tell your own team which questions you bring, and ask for theirs")),
    Line("material", "expert", _("Send what is good to have read before")),
)
CALL = (
    Line("tools", "requester", _("Try out the video call together, with picture and sound")),
    Line("calls-notes", "requester", _("Agree who takes notes")),
)
VISIT = (
    Line("travel", "requester", _("Book travel and hotel")),
    Line("insurance", "requester", _("See to insurance, and to papers for the border")),
    Line("code", "requester", _("Let everybody who comes sign the visitor code")),
    Line("rota", "host", _("Put somebody on the rota who has time for the group")),
    Line("users-told", "host", _("Tell those who use the room that visitors come, and when")),
    Line("peers-paid", "host", _("Agree with peers and service users who are invited, and their pay")),
    Line("phones", "host", _("Have a place for phones and bags")),
    Line("eat", "host", _("Say where the group can eat and rest")),
)
TRAINING = (
    Line("room", "requester", _("Find a quiet room, with what the training needs")),
    Line("cover", "requester", _("Find cover for the shifts of those who learn")),
    Line("group-told", "expert", _("Say what the group should bring, and how many fit")),
)
TRAVELS = (Line("expert-travel", "expert", _("Book travel and hotel, or say who does")),)
REVIEW = (
    Line("self-report", "requester", _("Write the self-report and send it two weeks before")),
    Line("review-read", "expert", _("Read the self-report, and name whom you want to talk with")),
)
SHADOWING = (
    Line("shadow-plan", "host", _("Name the colleague who walks along, for each day")),
    Line("shadow-clearance", "requester", _("See to vaccinations and clearances")),
)
BY_KIND: dict[str, tuple[Line, ...]] = {
    "on-site-training": TRAINING,
    "peer-review": REVIEW,
    "job-shadowing": SHADOWING,
}


def lines_of(request: VisitRequest) -> list[Line]:
    """Return the lines of this request. Without a house of its own in the visit there are no lines for a host."""
    found = [*ALWAYS, *BY_KIND.get(request.kind, ())]
    if request.who_travels == "nobody":
        found += CALL
    if group_travels(request):
        found += VISIT
    if request.who_travels == "experts":
        found += TRAVELS
    return [line for line in found if line.side != "host" or host_kind(request) == "facility"]
