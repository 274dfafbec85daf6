"""Which real services does this test run have? Told in one line; what needs a missing one is skipped, never failed."""

import os
import shutil
import socket
from urllib.parse import urlsplit

from django.conf import settings


def browser() -> str:
    """Return the path of Chromium, or "" (also with CHROMIUM=none)."""
    wanted = os.environ.get("CHROMIUM", "")
    if wanted == "none":
        return ""
    return wanted or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def redis_url() -> str:
    """Return REDIS_URL when something listens there, or ""."""
    url = os.environ.get("REDIS_URL", "")
    parts = urlsplit(url)
    if not url or not parts.hostname:
        return ""
    try:
        socket.create_connection((parts.hostname, parts.port or 6379), timeout=2).close()
    except OSError:
        return ""
    return url


def in_one_line() -> str:
    found = {
        "PostgreSQL": not settings.IS_SQLITE,
        "Redis": bool(redis_url()),
        "a browser": bool(browser()),
    }
    have = ", ".join(name for name, is_there in found.items() if is_there) or "none"
    without = ", ".join(name for name, is_there in found.items() if not is_there) or "nothing"
    return f"real services: {have}; done without: {without}"
