"""What can happen to statements, news and events?"""

from exchange.statements.actions.announcing import (
    cancel_event,
    edit_event,
    edit_news,
    propose_event,
    propose_news,
    publish_announcement,
    restore_event,
    withdraw_announcement,
)
from exchange.statements.actions.publishing import (
    publish_statement,
    restore_statement,
    supersede_statement,
    withdraw_statement,
)
from exchange.statements.actions.supporting import endorse, unendorse, unname
from exchange.statements.actions.writing import edit_statement, propose_statement, translate_statement

__all__ = [
    "cancel_event",
    "edit_event",
    "edit_news",
    "edit_statement",
    "endorse",
    "propose_event",
    "propose_news",
    "propose_statement",
    "publish_announcement",
    "publish_statement",
    "restore_event",
    "restore_statement",
    "supersede_statement",
    "translate_statement",
    "unendorse",
    "unname",
    "withdraw_announcement",
    "withdraw_statement",
]
