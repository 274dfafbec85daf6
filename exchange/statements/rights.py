"""What may this reader do with it, and with which forms?"""

from typing import Any

from exchange.statements import permissions
from exchange.statements.forms import PublishForm, WhyForm
from portal.moves import Moves, possible


def rights(user: Any, thing: Any, moves: Moves) -> dict[str, Any]:
    """Return what the piece of a page needs that publishes, changes and takes back."""
    roles = permissions.roles(user, thing)
    return {
        "can": possible(moves, thing.state, roles),
        "is_proposer": "proposer" in roles,
        "is_coordinator": "coordinator" in roles,
        "is_draft": thing.state == "draft",
        "publish_form": PublishForm(),
        "why_form": WhyForm(),
    }
