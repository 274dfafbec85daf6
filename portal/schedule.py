"""Which jobs run by themselves, and when? Every periodic job of the house."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    # reminders, lapses, hand-overs: "due and not done", so an hour missed is made up for by the next run
    "visits-clocks": {"task": "visits.tasks.run_clocks", "schedule": 60.0},
    # reminders and ends of applications and vouches
    "accounts-clocks": {"task": "accounts.tasks.run_clocks", "schedule": 30.0},
}
