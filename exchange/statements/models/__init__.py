"""What do we keep? Statements and calls for support, who supports them, and what is announced."""

from exchange.statements.models.news import Audience, Event, NewsItem
from exchange.statements.models.statement import OlderText, Statement, StatementFile
from exchange.statements.models.support import Endorsement

__all__ = ["Audience", "Endorsement", "Event", "NewsItem", "OlderText", "Statement", "StatementFile"]
