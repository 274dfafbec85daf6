"""What did somebody mean who mistyped? Words that stand in what they may read, and in nothing else."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import connection, transaction

from portal.search import fulltext
from portal.search.models import SearchEntry

SHORTEST, LONGEST = 4, 30
MOST_CANDIDATES = 25


def learn_later(words: Sequence["fulltext.Words"]) -> None:
    """Keep the words of entries once they are committed, in a statement of its own: nobody waits for another's words."""
    if fulltext.engine().KEEPS_VOCABULARY:
        found = _worth_keeping(word for one in words for word in (*one.title, *one.body))
        transaction.on_commit(partial(fulltext.engine().learn, found), robust=True)


def forget_later(entries: Iterable[SearchEntry]) -> None:
    """Drop the words that stand nowhere any more once these entries have changed or gone."""
    if fulltext.engine().KEEPS_VOCABULARY:
        words = [fulltext.read(entry) for entry in entries]
        found = _worth_keeping(word for one in words for word in (*one.title, *one.body))
        transaction.on_commit(partial(fulltext.engine().forget, found), robust=True)


def _worth_keeping(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if is_correctable(word)})


def is_correctable(word: str) -> bool:
    """Numbers and very short words are like too many others."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def corrected(words: Sequence[str], tokens: Sequence[str]) -> str:
    """Return the question with each word that this reader finds nowhere replaced by the nearest one; "" if none is.

    Two questions to the database: which words are near, and which of them the reader may know of.
    """
    doubtful = [word for word in words if is_correctable(word)]
    if not doubtful:
        return ""
    near = fulltext.engine().near_words(doubtful)
    candidates = {word: _nearest(word, near) for word in doubtful}
    wanted = [*doubtful, *(other for found in candidates.values() for other in found)]
    known = _known(doubtful, wanted, tokens)
    better = {}
    for word in doubtful:
        if word not in known and (found := [other for other in candidates[word] if other in known]):
            better[word] = found[0]
    return " ".join(better.get(word, word) for word in words) if better else ""


def _known(asked: Sequence[str], wanted: Sequence[str], tokens: Sequence[str]) -> set[str]:
    """Return those of the words that stand in an entry which the reader may open; asked ones in any of their forms."""
    parts, params = [], []
    for number, word in enumerate(wanted):
        part, values = fulltext.engine().stands_readable(word, tokens, in_any_form=number < len(asked))
        parts.append(f"SELECT {number} WHERE {part}")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(fulltext.engine().BY_INDEX.replace("%s", " UNION ALL ".join(parts), 1), params)
        while cursor.description is None and cursor.nextset():
            """The first answers are those to the settings."""
        return {wanted[row[0]] for row in cursor.fetchall()}


def _nearest(word: str, words: Iterable[str]) -> list[str]:
    """Return the words that a slip or two away, the nearest first."""
    most = 1 if len(word) < 6 else 2
    pairs = _pairs(word)
    found = []
    for other in words:
        # Each slip spoils two pairs of letters at most: most words need not be compared letter by letter.
        if (
            other != word
            and abs(len(other) - len(word)) <= most
            and len(pairs & _pairs(other)) >= len(pairs) - 3 * most
        ):
            distance = slips(word, other, most)
            if distance <= most:
                found.append((distance, other[0] != word[0], other))
    return [other for _distance, _starts_otherwise, other in sorted(found)[:MOST_CANDIDATES]]


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters were left out, added, changed or swapped; `most` + 1 stands for more than `most`."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, second in enumerate(other, 1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter != second))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
