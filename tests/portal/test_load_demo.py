"""Is the demo network worth walking through? Loaded once, by real actions, with something in every state."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ExpertProfile, Member, MembershipApplication, OrganisationDelegate, User
from exchange.discussion.models import Comment, Question, QuestionReport
from exchange.practices.files import shown_files
from exchange.practices.models import Practice, TextReport, VoiceOffer
from portal import clock
from portal.audit.models import AuditEvent
from portal.delivery.models import Delivery
from portal.site.demo import clock as demo_clock
from visits.actions.clocks import everything_waiting
from visits.models import HostOffer, Invitation, PracticeOrigin, VisitRequest, Volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.LETTERBOX_DIR = tmp_path
    settings.FILES_DIR, settings.FILES_KEEP_FREE = tmp_path / "files", 0
    call_command("import_world", verbosity=0)
    began = time.process_time()
    call_command("load_demo")
    return time.process_time() - began


def test_the_network_is_there(demo, capsys):
    assert demo < 60
    everybody = Member.objects.all()
    assert everybody.count() >= 60
    experts = ExpertProfile.objects.filter(is_listed=True)
    assert experts.count() == 30
    assert experts.values("member__country").distinct().count() == 12
    assert HostOffer.objects.exclude(facility__signoff_person=None).count() >= 10
    assert OrganisationDelegate.objects.get().member.name == "A manager, Amsterdam"
    assert Practice.objects.filter(state=Practice.State.NOTE).count() >= 25
    states = Counter(Practice.objects.values_list("state", flat=True))
    assert (states["reviewed"], states["full"]) == (2, 1)
    reported = TextReport.objects.filter(decided_at=None, decide_by__gt=clock.now())
    assert sorted(report.voice_id is not None for report in reported) == [False, True]
    assert QuestionReport.objects.get(decided_at=None, decide_by__gt=clock.now()).question.state == "open"
    assert VoiceOffer.objects.filter(state="offered", answer_by__gt=clock.now()).exists()
    assert Comment.objects.count() >= 10
    assert shown_files().values("practice").distinct().count() == 3
    answered = Comment.objects.filter(question__isnull=False).values("question").distinct()
    assert answered.count() == 6
    unanswered = Question.objects.get(comments=None)
    assert clock.now() - unanswered.asked_at >= timedelta(days=8)
    assert all(member.name.startswith(("A ", "An ")) for member in everybody), "roles, not invented people"
    waiting = Counter(MembershipApplication.objects.values_list("state", flat=True))
    assert waiting.keys() >= {"submitted", "in-review", "information-requested"}

    requests = VisitRequest.objects.all()
    assert set(requests.values_list("state", flat=True)) == set(VisitRequest.State.values)
    assert set(requests.values_list("kind", flat=True)) == {
        "study-visit", "on-site-training", "remote-advice", "implementation", "job-shadowing", "peer-review",
    }  # fmt: skip
    offer = Volunteer.objects.get()
    assert (offer.call.state, offer.ruled_out, offer.invitation.only_offers) == ("running", "", True)
    assert PracticeOrigin.objects.exists()
    assert set(Invitation.objects.values_list("state", flat=True)) >= {"invited", "tentative", "dates-proposed"}

    # all of it was made by actions: it has its trail, its news, and nothing that waits for nobody
    moved = set(AuditEvent.objects.filter(subject_type="visits.visitrequest").values_list("subject_id", flat=True))
    assert moved == set(requests.values_list("pk", flat=True))
    assert Delivery.objects.filter(state=Delivery.State.SENT).count() > 100
    assert not Delivery.objects.filter(state=Delivery.State.FAILED).exists()
    assert list(everything_waiting()) == []

    # a second time nothing happens, and the clock stands at today
    call_command("load_demo")
    assert Member.objects.count() == everybody.count()
    assert clock.offset() == demo_clock.row().offset == timedelta()


def test_only_in_the_demo():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")
    assert not User.objects.exists()
