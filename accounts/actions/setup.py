"""How does a network begin? By one printed link for the first administrator."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Coordinator, Member, SetupLink, User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused

LASTS = timedelta(hours=24)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_setup_link() -> str:
    """Return the secret of a new link; links made before end. Refuses once there is an administrator."""
    if User.objects.filter(is_superuser=True).exists():
        raise MoveRefused(_("There is an administrator already."))
    SetupLink.objects.all().delete()
    token = secrets.token_urlsafe(32)
    SetupLink.objects.create(token_hash=hash_token(token), expires_at=clock.now() + LASTS)
    return token


def find_setup_link(token: str) -> SetupLink | None:
    """Return the link that still opens something, or None."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    return SetupLink.objects.filter(
        token_hash=hash_token(token), used_at__isnull=True, expires_at__gt=clock.now()
    ).first()


def is_used_up(token: str) -> bool:
    """Was this the secret of a link that opens nothing any more? A guessed one never was."""
    return find_setup_link(token) is None and SetupLink.objects.filter(token_hash=hash_token(token)).exists()


@transaction.atomic
def use_setup_link(link: SetupLink, *, email: str, password: str, country: str) -> User:
    """Make the first administrator, who is coordinator of all countries and a member too."""
    link = SetupLink.objects.select_for_update().get(pk=link.pk)
    if link.used_at or User.objects.filter(is_superuser=True).exists():
        raise MoveRefused(_("This link was used already. Please log in."))
    if User.objects.filter(email__iexact=email).exists():
        raise MoveRefused(_("Somebody has signed up with this address. Please take another one."))
    user = User(email=email.lower(), is_staff=True, is_superuser=True)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    # Whoever reads the server's terminal needs no code by mail.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    member = Member.objects.create(
        user=user,
        name=_("A coordinator"),
        category="manager",
        country=country,
        languages=[{"code": "en", "level": "working"}],
        joined_on=clock.today(),
        confirmed_on=clock.today(),
    )
    Coordinator.objects.create(user=user)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    audit.record(user, "user.first_administrator", member)
    return user
