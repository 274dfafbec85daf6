"""What can happen to the trail? Only one thing: a row is added."""

from typing import Any

from django.db.models import Model

from portal import clock
from portal.audit.models import AuditEvent


def record(
    actor: Any, action: str, subject: Model, *, from_state: str = "", to_state: str = "", **facts: Any
) -> AuditEvent:
    """Add one row in the caller's transaction. `actor` None is the schedule; facts hold ids and codes, no words of people."""
    return AuditEvent.objects.create(
        at=clock.now(),
        actor_id=getattr(actor, "pk", None),
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        from_state=from_state,
        to_state=to_state,
        facts=facts,
    )
