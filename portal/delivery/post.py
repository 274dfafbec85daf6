"""How is one mail handed to the mail server, and what did the server say? Sent, later, never, or nobody knows."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

# Servers end a connection after a number of mails; leave before that.
MAILS_PER_CONNECTION = 50
END_OF_MAIL = b"\r\n.\r\n"


class NoConnectionError(Exception):
    """The mail server cannot be reached: no mail is to blame, all wait."""


class Outcome(Enum):
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Answer:
    """What became of one mail; `code` is the server's number or the kind of trouble, never its words."""

    outcome: Outcome
    code: str = ""


class _Watched:
    """Tells when the last bytes of a mail are about to leave: from there on a lost connection means doubt."""

    on_hand_over: Callable[[], None] | None = None

    def send(self, s: Any) -> None:
        if self.on_hand_over and isinstance(s, bytes) and s.endswith(END_OF_MAIL):
            self.on_hand_over()
        super().send(s)  # type: ignore[misc]  # smtplib.SMTP stands beside this class


class WatchedSmtp(_Watched, smtplib.SMTP):
    pass


class WatchedSmtpSsl(_Watched, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Django's own, with the moment of handing over made visible."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSmtpSsl if self.use_ssl else WatchedSmtp


def trouble(error: BaseException) -> str:
    """Return a code for the log and the row: the server's number, or the kind of error in a word."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return "connection-closed"
    return type(error).__name__


class Post:
    """One connection, kept while there is something to send."""

    def __init__(self) -> None:
        self._backend: Any = None
        self._sent = 0

    def open(self) -> None:
        """Connect unless connected; NoConnectionError when that fails, so that no mail is counted as tried."""
        if self._backend is not None and self._sent < MAILS_PER_CONNECTION:
            return
        self.close()
        backend = mail.get_connection()
        try:
            backend.open()
        except OSError as error:
            raise NoConnectionError(trouble(error)) from error
        self._backend, self._sent = backend, 0

    def send(self, message: EmailMultiAlternatives, on_hand_over: Callable[[], None]) -> Answer:
        """Send over the open connection. `on_hand_over` is called right before the server gets the whole mail;
        whatever it raises stops the mail before that."""
        handed_over = False

        def watch() -> None:
            nonlocal handed_over
            on_hand_over()
            handed_over = True

        try:
            self._sent += 1
            self._give(message, watch, on_hand_over)
        except smtplib.SMTPRecipientsRefused as refused:
            return self._by_code(next(iter(refused.recipients.values()))[0])
        except smtplib.SMTPSenderRefused as refused:
            # Our own address or rights are the matter, so a later try may well pass.
            self._drop()
            return Answer(Outcome.DEFERRED, str(refused.smtp_code))
        except smtplib.SMTPResponseException as refused:
            return self._by_code(refused.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return Answer(Outcome.FAILED, "not-supported")
        except OSError as error:
            self._drop()
            return Answer(Outcome.UNCERTAIN if handed_over else Outcome.DEFERRED, trouble(error))
        except BaseException:
            # In the middle of a mail: the connection is of no use for the next one.
            self._drop()
            raise
        return Answer(Outcome.SENT)

    def close(self) -> None:
        """Say goodbye; a server that does not answer is left."""
        backend, self._backend = self._backend, None
        if backend is not None:
            with suppress(OSError):
                backend.close()

    def _give(
        self, message: EmailMultiAlternatives, watch: Callable[[], None], on_hand_over: Callable[[], None]
    ) -> None:
        connection = getattr(self._backend, "connection", None)
        if isinstance(connection, _Watched):
            connection.on_hand_over = watch
        else:
            on_hand_over()  # a folder or a terminal: its errors leave no doubt
        self._backend.send_messages([message])

    def _by_code(self, code: int) -> Answer:
        if code == 421:
            self._drop()
        return Answer(Outcome.DEFERRED if code < 500 else Outcome.FAILED, str(code))

    def _drop(self) -> None:
        """Leave without a goodbye, which would wait for an answer that does not come."""
        backend, self._backend = self._backend, None
        connection = getattr(backend, "connection", None)
        if isinstance(connection, smtplib.SMTP):
            connection.close()
