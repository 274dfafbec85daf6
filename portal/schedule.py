"""Which jobs run by themselves, and when? Every periodic job of the house."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
