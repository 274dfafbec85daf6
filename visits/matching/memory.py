"""What does a worker remember between two lists? Everybody's texts as stems, so that a list reads only what is new.

Kept by what the texts say: whatever was written, changed or taken back meanwhile is seen by the next list at once.
"""

from collections.abc import Sequence
from threading import Lock

from visits.matching.corpus import Corpus, keep_up
from visits.matching.facts import ExpertFacts

_lock = Lock()
_kept = Corpus()


def corpus_of(experts: Sequence[ExpertFacts]) -> Corpus:
    """Return what these experts' texts say, in the order of the experts; remembered for the next time."""
    global _kept  # one worker, one memory
    with _lock:
        _kept = keep_up(_kept, {str(one.id): [(text.body, text.language) for text in one.texts] for one in experts})
        return _kept


def forget() -> None:
    global _kept  # the same memory
    with _lock:
        _kept = Corpus()


def learn() -> None:
    """Read what everybody wrote before the first list is asked for. The libraries are loaded with it."""
    from visits.matching.gather import everybody
    from visits.matching.shortlist import shortlist  # noqa: F401  # the code of a list, loaded early

    corpus_of(sorted(everybody(), key=lambda expert: expert.id))
