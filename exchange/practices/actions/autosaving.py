"""What is kept while somebody types? Their draft, again and again; a posted text is never changed by this."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from exchange.practices.actions.steps import record, start
from exchange.practices.actions.writing import keep_outcomes, write_words
from exchange.practices.models import Practice
from portal import clock
from portal.audit.models import AuditEvent
from portal.moves import refuse_overtaken
from portal.vocabularies.models import Term

ONE_ROW_IN = timedelta(hours=1)


@transaction.atomic
def autosave_draft(
    user: Any,
    practice: Practice,
    fields: Mapping[str, Any],
    topics: Sequence[Term] | None = None,
    *,
    outcomes: Sequence[Mapping[str, str]] | None = None,
    seen: int | None = None,
    form_code: str = "",
) -> Practice:
    """Keep a draft as it stands at this moment. Raises MoveRefused once it is posted, Overtaken as `save_draft` does."""
    locked = start(user, practice, "save")
    refuse_overtaken(locked.version, seen)
    if outcomes is not None:
        keep_outcomes(locked, outcomes)
    write_words(user, locked, fields, topics, form_code=form_code)
    if not _is_on_the_trail(locked):
        record(user, locked, "autosaved", locked.state)
    return locked


def _is_on_the_trail(practice: Practice) -> bool:
    """One row an hour says enough: a sentence a minute must not fill the trail."""
    return AuditEvent.objects.filter(
        subject_type=practice._meta.label_lower,
        subject_id=practice.pk,
        action="practice.autosaved",
        at__gt=clock.now() - ONE_ROW_IN,
    ).exists()
