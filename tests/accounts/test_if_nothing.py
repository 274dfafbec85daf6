"""Is it true what the desk says of an application when nobody acts?"""

import pytest

from accounts.models import Coordinator
from accounts.tasks import tell_of_overdue
from portal.delivery.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db
NEXT = "If nothing happens: the deputy, the other coordinators and the administrators are told."
AT_THE_END = "The deputy, the other coordinators and the administrators were told."


def test_all_of_them_are_told_once_and_it_goes_on_waiting(as_user, travel):
    first, deputy, other = (makers.coordinator(countries=["NL"]) for _number in range(3))
    Coordinator.objects.filter(pk=first.pk).update(deputy=deputy)
    boss, elsewhere = makers.administrator(), makers.coordinator(countries=["FR"])
    application = makers.application("submitted", country="NL", coordinator=first)
    page = as_user(first.user).get("/desk/").text
    assert NEXT in page
    assert AT_THE_END not in page
    tell_of_overdue()
    assert not Notice.objects.filter(kind="accounts.application_overdue").exists()

    travel(days=12)
    for _time in range(2):
        tell_of_overdue()
    heard = list(Notice.objects.filter(kind="accounts.application_overdue").values_list("recipient", flat=True))
    assert sorted(heard) == sorted([first.user_id, deputy.user_id, other.user_id, boss.pk])
    assert elsewhere.user_id not in heard
    application.refresh_from_db()
    assert application.state == "submitted"
    page = as_user(other.user).get("/desk/").text
    assert AT_THE_END in page
    assert NEXT not in page
