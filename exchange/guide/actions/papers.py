"""How does what people ask become a PDF? A worker makes each in every language before anybody asks, and anew after a change.

So a file that everybody may save is never made for whoever saves it: not by a visit, and not by a thousand.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from exchange.guide import claim_paper
from exchange.guide.claim_queries import with_public_titles
from exchange.guide.models import ClaimPaper
from portal import clock
from portal.background import wake

# In one run of the worker: each takes some tenths of a second.
AT_ONCE = 6


def make_papers(at_once: int = AT_ONCE) -> int:
    """Make what is missing or out of date, the house's own language first; return how many were made."""
    known = {(row.claim_id, row.language): row.fingerprint for row in ClaimPaper.objects.defer("content")}
    claims, made = list(with_public_titles()), 0
    for language, _name in sorted(settings.LANGUAGES, key=lambda row: row[0] != settings.LANGUAGE_CODE):
        with translation.override(language):
            for claim in claims:
                found = claim_paper.data(claim)
                mark = claim_paper.fingerprint(found)
                if known.get((claim.pk, language)) == mark:
                    continue
                if made == at_once:
                    return made
                shape = {"content": claim_paper.pdf(found), "fingerprint": mark, "made_at": clock.now()}
                ClaimPaper.objects.update_or_create(claim=claim, language=language, defaults=shape)
                made += 1
    return made


def ask() -> None:
    """Let a worker look, once what was changed is there for good."""
    transaction.on_commit(_wake)


def _wake() -> None:
    from exchange.guide import tasks

    task: Any = tasks.make_papers
    wake(task)
