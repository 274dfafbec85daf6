"""How does the basement learn to put a notice into words? The floors above register themselves here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.delivery.models import Notice


@dataclass(frozen=True)
class NoticeText:
    """A notice in words, for the inbox page. `url` is the very page to read or answer on."""

    heading: str
    body: str
    url: str
    act: str = ""  # label of the button, verb first; empty = "Read"


# Given notices of its kinds, return the words by notice id. A missing id means: no longer allowed to see it
# (the object is gone, hidden, answered by somebody else ...), so it is neither sent nor shown.
Texts = Callable[[Sequence["Notice"]], Mapping[int, NoticeText]]


@dataclass(frozen=True)
class NoticeKind:
    """`asks` = an answer is awaited; `must_deliver` = sent again when the server's answer was lost.

    Neither brings a mail to somebody who reads in the portal only."""

    name: str
    texts: Texts
    asks: bool = False
    must_deliver: bool = False
    queue: str = "bulk"


_kinds: dict[str, NoticeKind] = {}


def register_kinds(texts: Texts, *kinds: str, asks: Sequence[str] = (), must_deliver: Sequence[str] = ()) -> None:
    """Register all notice kinds of one floor with its one renderer; names read `<floor>.<what happened>`."""
    for name in {*kinds, *asks, *must_deliver}:
        _kinds[name] = NoticeKind(
            name,
            texts,
            asks=name in asks,
            must_deliver=name in must_deliver,
            queue="now" if name in must_deliver or name in asks else "bulk",
        )


def kind(name: str) -> NoticeKind:
    """Return a registered kind; KeyError for an unknown name, which a test on `notify` catches early."""
    return _kinds[name]


def kinds() -> dict[str, NoticeKind]:
    return dict(_kinds)


def by_reader(notices: Sequence["Notice"]) -> list[tuple[Any, list["Notice"]]]:
    """Group notices by whom they are for; each reader is one object, so that who they are is asked once."""
    groups: dict[int, tuple[Any, list[Notice]]] = {}
    for notice in notices:
        if notice.recipient_id not in groups:
            groups[notice.recipient_id] = (notice.recipient, [])
        groups[notice.recipient_id][1].append(notice)
    for reader, group in groups.values():
        for notice in group:
            notice.recipient = reader
    return list(groups.values())


def texts_for(notices: Sequence["Notice"]) -> dict[int, NoticeText]:
    """Return the words of many notices with one call per renderer, so that a full inbox costs few queries."""
    by_renderer: dict[Texts, list[Notice]] = {}
    for notice in notices:
        if notice.kind in _kinds:
            by_renderer.setdefault(_kinds[notice.kind].texts, []).append(notice)
    found: dict[int, NoticeText] = {}
    for texts, group in by_renderer.items():
        found.update(texts(group))
    return found
