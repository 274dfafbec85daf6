"""What does each way a mail server can fail do to one mail, and to the mails after it? On real connections."""

import smtplib
import time

import pytest
from aiosmtpd.controller import Controller

from portal.delivery import dispatch, outbox
from portal.delivery.models import Delivery
from portal.delivery.post import MAILS_PER_CONNECTION
from tests.faults import mail_server
from tests.faults.house import free_port
from tests.portal import notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings, tmp_path):
    """A server with an empty plan; the portal sends to it and waits a second for an answer."""
    made = mail_server.FaultyServer({}, tmp_path / "received.jsonl")
    controller = Controller(made, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "portal.delivery.post.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 1
    made.controller = controller
    yield made
    controller.stop()


def received(server):
    return mail_server.received(server.log)


def row_with(server, fault, kind=notices.MUST):
    row = notices.delivery(kind)
    server.plan[row.notice.recipient.email] = fault
    return row


def send_all(*rows):
    """Send until nothing is due, with back-offs over at once; return the states."""
    for _ in range(4):
        dispatch.run()
        Delivery.objects.update(retry_at=None)
    states = []
    for row in rows:
        row.refresh_from_db()
        states.append(row.state)
    return states


@pytest.mark.parametrize(
    ("fault", "state", "code", "copies"),
    [
        ("450", "sent", "", 1),
        ("451", "sent", "", 1),
        ("421", "sent", "", 1),
        ("close", "sent", "", 1),
        ("550", "failed", "550", 0),
        ("lost", "sent", "", 2),
    ],
)
def test_fault_happens_to_one_mail_only(server, fault, state, code, copies):
    unlucky = row_with(server, fault)
    lucky = [notices.delivery(notices.MUST) for _ in range(3)]

    assert send_all(unlucky, *lucky) == [state, "sent", "sent", "sent"]
    assert unlucky.last_error == code
    keys = [entry["key"] for entry in received(server)]
    assert [keys.count(row.key) for row in (unlucky, *lucky)] == [copies, 1, 1, 1]


@pytest.mark.parametrize(("kind", "copies"), [(notices.MUST, 2), (notices.ASKS, 2), (notices.NEWS, 1)])
def test_lost_answer_depends_on_whether_somebody_waits(server, kind, copies):
    row = row_with(server, "lost", kind)

    send_all(row)

    found = received(server)
    assert len(found) == copies
    assert {entry["id"] for entry in found} == {f"<{row.key}@localhost>"}


def test_hanging_server_holds_up_the_others_for_a_moment_only(server):
    hanging = row_with(server, "hang")
    lucky = [notices.delivery(notices.MUST) for _ in range(3)]

    began = time.monotonic()
    assert dispatch.run()["sent"] == 3
    assert time.monotonic() - began < 4
    assert send_all(hanging, *lucky) == ["sent"] * 4


def test_one_connection_is_kept_and_changed_now_and_then(server):
    for _ in range(MAILS_PER_CONNECTION + 5):
        notices.delivery()

    dispatch.run(seconds=60)

    connections = [entry["peer"] for entry in received(server)]
    assert len(connections) == MAILS_PER_CONNECTION + 5
    assert len(set(connections)) == 2


def test_server_out_of_reach_costs_no_mail_an_attempt(server, settings, caplog):
    rows = [notices.delivery() for _ in range(3)]
    settings.EMAIL_PORT = free_port()

    began = time.monotonic()
    assert dispatch.run() == {}
    assert time.monotonic() - began < 2
    assert set(Delivery.objects.values_list("state", "attempts", "lease_owner")) == {("waiting", 0, "")}
    assert not any(row.notice.recipient.email in caplog.text for row in rows)

    settings.EMAIL_PORT = server.controller.port
    assert send_all(*rows) == ["sent"] * 3


def test_logs_hold_codes_and_numbers_only(server, caplog):
    row = row_with(server, "550")
    code = outbox.post_sealed(
        to="ana@example.org", subject="Your code", text="CODE123", expires_at=row.not_before.replace(year=2999)
    )
    with caplog.at_level("DEBUG"):
        dispatch.run()

    # the mail server of this test runs in the same process and says more than the portal does
    ours = "\n".join(line.getMessage() for line in caplog.records if line.name != "mail.log")
    assert f"delivery.failed id={row.pk} code=550" in ours
    for private in (row.notice.recipient.email, "ana@", "CODE123", "Mira", row.notice.code, "says the plan"):
        assert private not in ours
    code.refresh_from_db()
    assert (code.state, code.payload) == ("sent", None)


def test_smtp_errors_are_os_errors():
    """Post tells a lost connection from all else by this."""
    assert issubclass(smtplib.SMTPServerDisconnected, OSError)
