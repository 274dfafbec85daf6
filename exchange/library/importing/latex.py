"""How does LaTeX become plain text? Accents, the letters that have names, escaped signs, dashes, quotation marks."""

import re
import unicodedata

DASH = "\N{EN DASH}"
# What an accent command puts over or under the letter that follows it.
ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", '"': "\u0308",
    "u": "\u0306", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331", "G": "\u030f",
}  # fmt: skip
LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "textendash": DASH, "textemdash": DASH, "ldots": "…", "dots": "…", "textellipsis": "…",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "guillemotleft": "«", "guillemotright": "»", "quotedblbase": "„", "textquotesingle": "'", "euro": "€",
    "texteuro": "€", "pounds": "£", "S": "§", "copyright": "©", "textregistered": "®", "texttrademark": "™",
    "textdegree": "°", "degree": "°", "textasciitilde": "~", "textbackslash": "\\", "textasciicircum": "^",
    "textunderscore": "_", "textasteriskcentered": "*", "times": "×", "pm": "±", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "mu": "µ", "leq": "≤", "geq": "≥", "textgreater": ">", "textless": "<",
}  # fmt: skip
_BASE = r"(\{\s*\\?[^\W\d_](?![a-zA-Z])\s*\}|\\[ij](?![a-zA-Z])|[^\W\d_])"
ACCENT_SIGN = re.compile(r"\\([`'^~=.\"])\s*" + _BASE)
ACCENT_LETTER = re.compile(r"\\([urHvckdbG])(?:\s+|(?=\{))" + _BASE)
NAMED = re.compile(r"\\([a-zA-Z]+)(?:\{\}|\s+|(?![a-zA-Z]))")
ESCAPED = re.compile(r"\\([&%$#_{}])")
# Stand in for braces that were escaped while the others go.
KEPT = {"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003"}
BACK = {ord(value): key for key, value in KEPT.items()}
GONE = {ord("{"): "", ord("}"): "", ord("$"): "", ord("~"): " "}


def plain(text: str) -> str:
    """Take LaTeX out of a text; what is no LaTeX stays as it is."""
    if "\\" in text:
        text = ACCENT_SIGN.sub(_accented, text)
        text = ACCENT_LETTER.sub(_accented, text)
        text = ESCAPED.sub(lambda found: KEPT.get(found[1], found[1]), text)
        text = NAMED.sub(_named, text)
        text = re.sub(r"\\(?:[-/,;:!@]|\\|(?=\s))", _spaced, text)
    text = text.replace("``", "\N{LEFT DOUBLE QUOTATION MARK}").replace("''", "\N{RIGHT DOUBLE QUOTATION MARK}")
    text = text.replace("`", "\N{LEFT SINGLE QUOTATION MARK}")
    text = text.replace("---", DASH).replace("--", DASH).translate(GONE).translate(BACK)
    return re.sub(r"\s+", " ", text).strip()


def _accented(found: "re.Match[str]") -> str:
    letter = re.sub(r"[{}\\\s]", "", found[2])
    return unicodedata.normalize("NFC", letter + ACCENTS[found[1]])


def _named(found: "re.Match[str]") -> str:
    """A letter with a name becomes the letter; any other command goes and leaves what it was about."""
    letter = LETTERS.get(found[1], "")
    return KEPT.get(letter, letter)


def _spaced(found: "re.Match[str]") -> str:
    return " " if found[0] in ("\\", "\\\\", "\\,", "\\;", "\\:") else ""
