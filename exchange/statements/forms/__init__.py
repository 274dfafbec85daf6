"""What do we ask? Words of a statement or a call, news, events, and whether one wants to be named."""

from exchange.statements.forms.announcing import EventForm, NewsForm
from exchange.statements.forms.deciding import PublishForm, SupersedeForm, WhyForm
from exchange.statements.forms.supporting import SupportForm
from exchange.statements.forms.writing import StatementForm, TranslationForm

__all__ = [
    "EventForm",
    "NewsForm",
    "PublishForm",
    "StatementForm",
    "SupersedeForm",
    "SupportForm",
    "TranslationForm",
    "WhyForm",
]
