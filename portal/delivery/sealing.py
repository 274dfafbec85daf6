"""How do the words of a log-in mail rest in the outbox? Encrypted, with a key made from SECRET_KEY."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _fernet(secret: str) -> Fernet:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal.delivery.payload")
    return Fernet(base64.urlsafe_b64encode(kdf.derive(secret.encode())))


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(words: dict[str, str]) -> bytes:
    return _keys().encrypt(json.dumps(words).encode())


def unseal(payload: bytes | memoryview) -> dict[str, str]:
    """Return the words; cryptography.fernet.InvalidToken when the key is gone."""
    words: dict[str, Any] = json.loads(_keys().decrypt(bytes(payload)))
    return words
