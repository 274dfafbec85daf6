"""What is a country called? ISO 3166 codes to names in the reader's language, as the Unicode consortium keeps them."""

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from accounts.regions import COUNTRY_CODES


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return {code: territories.get(code, code) for code in COUNTRY_CODES}


def country_name(code: str) -> str:
    """Return the name in the active language; the code itself where nobody knows it, "" for no code."""
    return _names(get_language() or "en").get(code, code)


def is_country(code: str) -> bool:
    return code in COUNTRY_CODES


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name) pairs for a form, in the order of the alphabet, accents aside."""
    return sorted(_names(get_language() or "en").items(), key=lambda pair: _plain(pair[1]))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
