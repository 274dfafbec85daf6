"""How are reader tokens written down? As words with a blank around each, the same in both databases."""

from collections.abc import Iterable


def joined(tokens: Iterable[str]) -> str:
    """Return " a b ", each token once; a blank inside of one would make two of it, so it is refused."""
    once = sorted(set(tokens))
    if any(not token or token != "".join(token.split()) for token in once):
        raise ValueError("a token is empty or has a blank in it")
    return f" {' '.join(once)} "


def spaced(token: str) -> str:
    """Return the token as it stands in a row."""
    return f" {token} "
