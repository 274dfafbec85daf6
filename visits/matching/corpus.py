"""What was learned from everybody's texts? Postings that grow with each new text; no text is ever read twice.

A term is a number: a stem's own, or, for two stems that stand beside each other, both in one. A corpus is never
changed: `keep_up` returns the next one, which shares with the old one all that stayed. idf and norms follow from
counts, in one pass over the postings, so a corpus that grew is the same as one that was learned at once.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from visits.matching.stems import stems_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

Written = tuple[str, str]  # what was written, and the ISO code of its language
# profile -> its texts: what tells one from another, and its number among all
Held = dict[str, list[tuple[bytes, int]]]
PAIR = 1 << 32
# New texts stand in a small block of their own until they are this part of the large one.
TAIL = 8


@dataclass(frozen=True)
class Block:
    """Postings in order of their terms; within a term, in order of the texts."""

    terms: "NDArray[Any]"  # each term once, rising
    starts: "NDArray[Any]"  # where its postings begin (one more at the end)
    texts: "NDArray[Any]"  # posting -> text
    counts: "NDArray[Any]"  # posting -> how often the term stands in the text
    shares: "NDArray[Any]"  # posting -> the term's weight in that text, divided by the text's norm
    frequencies: "NDArray[Any]"  # term -> in how many texts of all blocks it stands


@dataclass(frozen=True)
class Corpus:
    """The texts of all profiles, as they stand now."""

    held: Held = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)  # only ever grows, so the next corpus shares it
    blocks: tuple[Block, ...] = ()
    here: Any = None  # text -> is it still somebody's?
    many: int = 0  # texts that are somebody's
    # Profiles with equally many texts: the profiles' places, and a row with the numbers of each one's texts.
    groups: tuple[tuple["NDArray[Any]", "NDArray[Any]"], ...] = ()

    def term(self, term: str) -> int:
        """Return the number of a stem or of a pair of stems; -1 where nobody ever wrote it."""
        numbers = [self.stems.get(stem, -1) for stem in term.split(" ")]
        if -1 in numbers:
            return -1
        return numbers[0] if len(numbers) == 1 else _pair(*numbers)

    def postings(self, terms: Sequence[str]) -> Iterator[tuple[int, Block, slice]]:
        """Yield where terms stand: which one of them it is, and its postings in each block that has it."""
        for block, found, at in self._find(terms):
            for term, start, end in zip(found, block.starts[at].tolist(), block.starts[at + 1].tolist(), strict=True):
                yield term, block, slice(start, end)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many texts does each term stand?"""
        found = [0] * len(terms)
        for block, known, at in self._find(terms):
            for term, frequency in zip(known, block.frequencies[at].tolist(), strict=True):
                found[term] = frequency
        return found

    def idf(self, terms: Sequence[str]) -> list[float]:
        """How telling is each term? Most of all one that nobody ever wrote."""
        return [math.log((self.many + 1) / (frequency + 0.5)) for frequency in self.frequencies(terms)]

    def _find(self, terms: Sequence[str]) -> Iterator[tuple[Block, list[int], "NDArray[Any]"]]:
        """Yield, for each block, which of the terms it has, and where."""
        import numpy as np

        numbers = np.array([self.term(term) for term in terms], dtype=np.int64)
        for block in self.blocks:
            at = np.minimum(np.searchsorted(block.terms, numbers), len(block.terms) - 1)
            known = np.flatnonzero(block.terms[at] == numbers)
            yield block, known.tolist(), at[known]

    def size(self) -> int:
        """Return the bytes of the postings and of what is kept beside them, stems and digests roughly."""
        arrays = [array for block in self.blocks for array in vars(block).values()]
        arrays += [array for group in self.groups for array in group]
        rough = 130 * len(self.stems) + 150 * self.many + 120 * len(self.held)
        return sum(int(array.nbytes) for array in arrays) + rough


def _pair(left: int, right: int) -> int:
    return (left + 1) * PAIR + right


def keep_up(corpus: Corpus, profiles: Mapping[str, Sequence[Written]]) -> Corpus:
    """Return the corpus of these profiles: only texts that are new are read, those that are gone count no more."""
    import numpy as np

    held: Held = {}
    fresh: list[Written] = []
    before = 0 if corpus.here is None else len(corpus.here)
    for key, texts in profiles.items():
        known: defaultdict[bytes, list[int]] = defaultdict(list)
        for digest, number in corpus.held.get(key, ()):
            known[digest].append(number)
        held[key] = rows = []
        for text in texts:
            digest = _digest(text)
            if known[digest]:
                rows.append((digest, known[digest].pop(0)))
            else:
                rows.append((digest, before + len(fresh)))
                fresh.append(text)
    if not fresh and held == corpus.held and list(held) == list(corpus.held):
        return corpus
    here = np.zeros(before + len(fresh), dtype=bool)
    here[[number for rows in held.values() for _digest, number in rows]] = True
    grown = _grown(corpus, fresh, before)
    if grown and len(here) - int(here.sum()) > len(here) // TAIL:
        held, grown, here = _compact(held, grown, here)
    return _weighed(held, corpus.stems, grown, here)


def _digest(text: Written) -> bytes:
    body, language = text
    return blake2b(f"{language} {body}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


Raw = tuple["NDArray[Any]", "NDArray[Any]", "NDArray[Any]"]  # term, text and count of each posting


def _grown(corpus: Corpus, fresh: Sequence[Written], first: int) -> list[Block]:
    """Return the blocks with the new texts: in the small block, or all in one once that is too large."""
    if not fresh:
        return list(corpus.blocks)
    large, small = corpus.blocks[:1], corpus.blocks[1:]
    tail = [*map(_raw, small), _read(corpus.stems, fresh, first)]
    if large and sum(len(one[0]) for one in tail) * TAIL < len(large[0].texts):
        return [*large, _sorted(*_together(tail))]
    return [_sorted(*_together([*map(_raw, large), *tail]))]


def _together(raw: Sequence[Raw]) -> Raw:
    import numpy as np

    terms, texts, counts = (np.concatenate(arrays) for arrays in zip(*raw, strict=True))
    return terms, texts, counts


def _raw(block: Block) -> Raw:
    import numpy as np

    return np.repeat(block.terms, np.diff(block.starts)), block.texts, block.counts


def _read(stems: dict[str, int], fresh: Sequence[Written], first: int) -> Raw:
    """Cut new texts into terms and count them."""
    import numpy as np

    terms: list[int] = []
    counts: list[int] = []
    sizes: list[int] = []
    for body, language in fresh:
        numbers = [stems.setdefault(stem, len(stems)) for stem in stems_of(body, language)]
        found = Counter(numbers)
        found.update((left + 1) * PAIR + right for left, right in pairwise(numbers))
        terms.extend(found)
        counts.extend(found.values())
        sizes.append(len(found))
    texts = np.repeat(np.arange(first, first + len(fresh), dtype=np.int32), sizes)
    return np.array(terms, dtype=np.int64), texts, np.array(counts, dtype=np.int32)


def _sorted(terms: "NDArray[Any]", texts: "NDArray[Any]", counts: "NDArray[Any]") -> Block:
    import numpy as np

    order = np.lexsort((texts, terms))
    terms, texts, counts = terms[order], texts[order], counts[order]
    once, starts = np.unique(terms, return_index=True)
    return Block(once, np.append(starts, len(terms)), texts, counts, np.zeros(0), np.zeros(0))


def _compact(held: Held, blocks: Sequence[Block], here: "NDArray[Any]") -> tuple[Held, list[Block], "NDArray[Any]"]:
    """Forget the postings of texts that are gone, and number the others anew."""
    import numpy as np

    number = np.cumsum(here, dtype=np.int64) - 1
    moved = {key: [(digest, int(number[old])) for digest, old in rows] for key, rows in held.items()}
    terms, texts, counts = _together([_raw(block) for block in blocks])
    stays = here[texts]
    left = _sorted(terms[stays], number[texts[stays]].astype(np.int32), counts[stays])
    return moved, [left], np.ones(int(here.sum()), dtype=bool)


def _weighed(held: Held, stems: dict[str, int], blocks: Sequence[Block], here: "NDArray[Any]") -> Corpus:
    """Weigh the postings: (1 + ln tf) x idf, each text to norm 1."""
    import numpy as np

    many = int(here.sum())
    blocks = [block for block in blocks if len(block.terms)]
    found, weights = _frequencies(blocks, here), []
    norm = np.zeros(len(here))
    for block, frequency in zip(blocks, found, strict=True):
        tf = 1 + np.log(np.arange(1, int(block.counts.max()) + 1))
        idf = np.log((many + 1) / (frequency + 0.5))
        weight = tf[block.counts - 1] * np.repeat(idf, np.diff(block.starts))
        norm += np.bincount(block.texts, weights=weight**2, minlength=len(here))
        weights.append(weight)
    norm = np.sqrt(norm)
    done = tuple(
        replace(block, shares=weight / norm[block.texts], frequencies=frequency)
        for block, weight, frequency in zip(blocks, weights, found, strict=True)
    )
    return Corpus(held, stems, done, here, many, tuple(_groups(held)))


def _frequencies(blocks: Sequence[Block], here: "NDArray[Any]") -> list["NDArray[Any]"]:
    """Return, for each block, in how many texts of all blocks each of its terms stands."""
    import numpy as np

    own = [np.add.reduceat(here[block.texts].astype(np.int64), block.starts[:-1]) for block in blocks]
    found = [frequency.copy() for frequency in own]
    for n, block in enumerate(blocks):
        for m, other in enumerate(blocks):
            if n != m:
                at = np.minimum(np.searchsorted(other.terms, block.terms), len(other.terms) - 1)
                found[n] += np.where(other.terms[at] == block.terms, own[m][at], 0)
    return found


def _groups(held: Held) -> Iterable[tuple["NDArray[Any]", "NDArray[Any]"]]:
    import numpy as np

    by_size: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    for place, rows in enumerate(held.values()):
        if rows:
            by_size[len(rows)].append((place, [number for _digest, number in rows]))
    for _size, found in sorted(by_size.items()):
        yield np.array([place for place, _rows in found]), np.array([rows for _place, rows in found])
