"""Under which sign does a facet's value stand in an entry? One letter each, so that thousands are counted in no time."""

import time
from collections.abc import Iterable, Mapping

from portal.search.models import FacetCode

KEEP_SECONDS = 60.0
NOBODYS = "\x01"  # stands in no entry
_kept: dict[str, tuple[float, dict[str, str]]] = {}


def forget() -> None:
    """Drop what is kept; called between tests."""
    _kept.clear()


def sign(pk: int) -> str:
    """Return the letter of a code: signs of other scripts are only numbers here."""
    return chr(0x4E00 + pk if pk < 20_000 else 0x20000 + pk)


def known(*, anew: bool = False) -> Mapping[str, str]:
    """Return all values with their signs, read once a minute."""
    until, kept = _kept.get("codes", (0.0, {}))
    if anew or until < time.monotonic():
        kept = {code.token: sign(code.pk) for code in FacetCode.objects.all()}
        _kept["codes"] = (time.monotonic() + KEEP_SECONDS, kept)
    return kept


def signs_of(tokens: Iterable[str]) -> dict[str, str]:
    """Return the signs of values that are to be written, made where they are new. Not kept: who writes may still fail."""
    wanted = set(tokens)
    found = {code.token: code.pk for code in FacetCode.objects.filter(token__in=wanted)}
    for token in sorted(wanted - found.keys()):
        found[token] = FacetCode.objects.get_or_create(token=token)[0].pk
    return {token: sign(pk) for token, pk in found.items()}


def count(text: str) -> dict[str, int]:
    """Count the values in the signs of many entries."""
    counts = _count(text, known())
    if sum(counts.values()) < len(text):
        counts = _count(text, known(anew=True))
    return counts


def _count(text: str, signs: Mapping[str, str]) -> dict[str, int]:
    return {token: number for token, letter in signs.items() if (number := text.count(letter))}
