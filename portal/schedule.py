"""Which jobs run by themselves, and when? Every periodic job of the house."""

from typing import Any

# A job that was not started in time is left out ("expires"): the next one does the same work.
SCHEDULE: dict[str, dict[str, Any]] = {
    # delivery: empty the outbox; after each commit it is asked for as well, so this is for what came due by time
    "dispatch": {"task": "portal.delivery.tasks.dispatch", "schedule": 5.0, "options": {"expires": 5}},
    # inboxes: what was answered or lapsed meanwhile is not counted as unread
    "clear-over": {"task": "portal.delivery.tasks.clear_over", "schedule": 120.0, "options": {"expires": 120}},
    # health: /status/ shows how old the last mark is
    "canary": {"task": "portal.delivery.tasks.canary", "schedule": 30.0, "options": {"expires": 30}},
    # search: after somebody changed a word of the field, entries that hold it are marked anew
    "search-terms": {"task": "portal.search.tasks.mark_terms", "schedule": 60.0, "options": {"expires": 60}},
    # reminders, lapses, hand-overs: "due and not done", so an hour missed is made up for by the next run
    "visits-clocks": {"task": "visits.tasks.run_clocks", "schedule": 60.0, "options": {"expires": 60}},
    # practices: documents that wait, drafts, confirmations
    "practices-clocks": {"task": "exchange.practices.tasks.run_clocks", "schedule": 60.0, "options": {"expires": 60}},
    # library: files of references that wait for a worker; what was reported and nobody has decided within the day
    "library-clocks": {"task": "exchange.library.tasks.run_clocks", "schedule": 30.0, "options": {"expires": 30}},
    # discussion: reported answers and questions that nobody has decided within the day
    "discussion-clocks": {"task": "exchange.discussion.tasks.run_clocks", "schedule": 60.0, "options": {"expires": 60}},
    # the world's record: what nobody has confirmed for two years is asked for
    "world-clocks": {"task": "exchange.world.tasks.run_clocks", "schedule": 3600.0, "options": {"expires": 3600}},
    # guide: steps of paths whose day comes near, documents that wait
    "guide-clocks": {"task": "exchange.guide.tasks.run_clocks", "schedule": 60.0, "options": {"expires": 60}},
    # reminders and ends of applications and vouches
    "accounts-clocks": {"task": "accounts.tasks.run_clocks", "schedule": 30.0, "options": {"expires": 30}},
    # files: what was not checked at once, and what belongs to nobody
    "uploads-check": {"task": "portal.uploads.tasks.check_waiting", "schedule": 5.0, "options": {"expires": 5}},
    "uploads-sweep": {"task": "portal.uploads.tasks.sweep", "schedule": 3600.0, "options": {"expires": 3600}},
}
