"""What becomes of words typed in a form whose session ended meanwhile? They wait an hour for the same person to log in.

A form with `{% keep_typing %}` carries a signed mark of who writes. When it is sent without a session, the fields are
kept encrypted in the new one; the log-in leads back to the address it was sent to, which must answer GET as well and
calls `restore`. Nobody else gets to see the words.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from portal import clock

FIELD = "typed_by"
KEY = "kept_typing"
SALT = "portal.ui.kept_typing"
SECONDS_KEPT = 3600
SECONDS_MARK_IS_GOOD = 3 * 24 * 3600
MOST_CHARACTERS = 64_000
NEVER_KEPT = ("password", "code", "csrf")


def mark(user: Any) -> str:
    """Return what a form carries of its writer: the signed id, and a code that is new for each form shown."""
    return signing.dumps([user.pk, secrets.token_urlsafe(12)], salt=SALT)


def shelf(user: Any) -> str:
    """Return the name under which the browser keeps this person's words; it tells nothing about them."""
    return salted_hmac(SALT, str(user.pk)).hexdigest()[:16]


def form_code(request: HttpRequest, field: str = FIELD) -> str:
    """Return the code of the form that was sent, so that sending it twice does one thing; "" without a good mark."""
    owner, code = _read_mark(request.POST.get(field, ""))
    return code if owner and owner == request.user.pk else ""


def restore(request: HttpRequest, form: BaseForm) -> bool:
    """Fill an unbound form with what its writer had typed; say whether there was something. Changes no session."""
    words = kept(request)
    if words is None:
        return False
    for name, field in form.fields.items():
        if not field.widget.value_omitted_from_data(words, {}, form.add_prefix(name)):
            form.initial[name] = field.widget.value_from_datadict(words, {}, form.add_prefix(name))
    return True


class KeptTypingMiddleware:
    """Stands before the door, and keeps what a form sent without a session had to say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            if KEY in request.session and request.session[KEY].get("action") == request.path:
                del request.session[KEY]
            return None
        if not getattr(view, "login_required", True):
            return None
        if FIELD not in request.POST:
            return _to_the_page_of(request)
        _keep(request)
        return None


def _to_the_page_of(request: HttpRequest) -> HttpResponse | None:
    """A button was pressed after the session ended: the log-in leads back to the page it stood on, since the address
    of the button itself takes no readers. None where the browser does not say which page that was."""
    page = request.headers.get("Referer", "")
    if not page or not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return None
    parts = urlsplit(page)
    return redirect_to_login(urlunsplit(("", "", parts.path, parts.query, "")))


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{SALT}{settings.SECRET_KEY}".encode()).digest()))


def _read_mark(text: str) -> tuple[int | None, str]:
    try:
        owner, code = signing.loads(text, salt=SALT, max_age=SECONDS_MARK_IS_GOOD)
    except (signing.BadSignature, ValueError, TypeError):
        return None, ""
    return owner, code


def _keep(request: HttpRequest) -> None:
    owner, _code = _read_mark(request.POST.get(FIELD, ""))
    fields = request.POST.copy()
    for name in list(fields):
        if name == FIELD or any(part in name.lower() for part in NEVER_KEPT):
            del fields[name]
    words = fields.urlencode()
    if owner is None or len(words) > MOST_CHARACTERS:
        return
    sealed = _fernet().encrypt_at_time(f"{owner} {words}".encode(), int(clock.now().timestamp()))
    request.session[KEY] = {"action": request.path, "sealed": sealed.decode()}


def kept(request: HttpRequest) -> QueryDict | None:
    """Return what the reader had typed for this very address when the session ended; None when a form is sent now.

    For pages of several forms, which are bound to it: then they say at once what needs another look.
    """
    row = request.session.get(KEY) if request.method == "GET" else None
    if not row or row.get("action") != request.path:
        return None
    try:
        opened = _fernet().decrypt_at_time(row["sealed"].encode(), SECONDS_KEPT, int(clock.now().timestamp()))
    except InvalidToken:
        return None
    owner, _space, words = opened.decode().partition(" ")
    return QueryDict(words) if owner == str(request.user.pk) else None
