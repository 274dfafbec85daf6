"""How long has somebody who is asked, and when are they reminded? A room under threat cannot wait as long as others."""

from collections.abc import Sequence

from visits.gate import is_express
from visits.models import VisitRequest

R = VisitRequest.State
ANSWER_DAYS = 5  # working days for whoever is asked something
EXPRESS_DAYS = 2  # of a room under threat, until the visit is over
REMIND_AFTER = (2, 4)  # working days after the question
EXPRESS_REMIND_AFTER = (1,)
# Nothing is urgent any more once it took place.
HURRIED = (R.DRAFT, R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.CONFIRMED)


def is_hurried(request: VisitRequest) -> bool:
    return is_express(request) and request.state in HURRIED


def answer_days(request: VisitRequest) -> int:
    """Return how many working days whoever is asked something about this request has."""
    return EXPRESS_DAYS if is_hurried(request) else ANSWER_DAYS


def remind_after(request: VisitRequest) -> Sequence[int]:
    """Return after how many working days they are reminded."""
    return EXPRESS_REMIND_AFTER if is_hurried(request) else REMIND_AFTER
