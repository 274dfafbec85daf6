"""What is looked for? Groups of words; a group that is a term of the field also stands for all that mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.search import synonyms
from portal.search.words import telling, typed


@dataclass(frozen=True)
class Group:
    """Words that belong together, and the concepts (ids) which they are a term of."""

    words: tuple[str, ...]
    concepts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Question:
    """All groups have to be found; `every` is False when any of them will do."""

    groups: tuple[Group, ...] = ()
    every: bool = True

    @property
    def words(self) -> list[str]:
        return [word for group in self.groups for word in group.words]

    @property
    def concepts(self) -> list[int]:
        return [concept for group in self.groups for concept in group.concepts]

    def with_any(self) -> "Question":
        """Return the question that is content with one of the words."""
        return Question(tuple(Group((word,), one.concepts) for one in self.groups for word in one.words), every=False)


def understand(text: str) -> Question:
    """Return what somebody typed as a question; without words when nothing in it is one."""
    said = typed(text)
    wanted = telling(said)
    groups = []
    for start, end, concepts in synonyms.spans(said):
        # A word counts once, where it stands first; small words belong to terms, but are not looked for.
        words = tuple(word for word in telling(said[start:end]) if word in wanted)
        wanted = [word for word in wanted if word not in words]
        if words:
            groups.append(Group(words, concepts))
    return Question(tuple(groups) if groups else tuple(Group((word,)) for word in wanted))


def of_words(words: Sequence[str]) -> Question:
    """Return a question for words that are given, without their synonyms."""
    return understand(" ".join(words))
