"""Which words of a text might be put better, and what might tell who somebody is? Hints beside a text; they stop nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.vocabularies.queries import avoided_words

MOST_CHARACTERS = 20_000
MOST_HINTS = 12

# What somebody else said is theirs: quoted lines, and words between quotation marks of any of our languages.
QUOTED = re.compile(r"^[ \t]*>.*$|“[^”\n]{1,600}”|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»|\"[^\"\n]{1,600}\"", re.MULTILINE)

MONTH = (
    r"(?:jan|feb|m[aä]r|maa|apr|ma[iy]|jun|jul|aug|se[pt]|okt|oct|nov|de[cz]|janvier|f[ée]v|mars|avril|juin|juil|ao[uû]t|"
    r"ene|abr|ago|set|out|dic)[^\W\d_]*\.?"
)
DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s+(?:de\s+|of\s+)?{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*%)"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})"
)
AGE = r"\d{1,2}(?:[\s-]*(?:years?[\s-]old|year-old|jährige[nrs]?|Jahre\s+alt|jarige|jaar\s+oud)|\s+(?:ans|años|anos)\b)"
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΫА-Я][\w’'-]+"
PATTERNS = {
    "mail": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    "phone": re.compile(r"(?<![\w.,€$£-])(?:\+|00)?\(?\d(?:[\s()/.-]{0,2}\d){7,14}(?![\w%])"),
    "day": re.compile(rf"\b{DAY}(?!\w)", re.IGNORECASE),
    "age": re.compile(
        rf"\b{AGE}[\s,]{{1,3}}(?:(?i:man|woman|mann|frau|vrouw|homme|femme|hombre|mujer|from|aus|uit|du|de|da|do|of)\s+){{0,3}}"
        rf"{CAPITAL}|{CAPITAL}(?:,\s*|\s+aged\s+){AGE}"
    ),
    "name": re.compile(
        rf"\b(?:Mr|Mrs|Ms|Dr|Herr|Frau|Dhr|Mevr|Mw|Monsieur|Madame|Mme|Señora?|Sra?|Senhora?|Dona)\b\.?\s+{CAPITAL}"
        rf"|\b(?i:called|named|nicknamed|namens|genannt|appelée?|llamad[oa]|chamad[oa])\s+{CAPITAL}"
        rf"|(?<=[a-zà-ÿ,] ){CAPITAL}\s[A-Z]\.(?=\s|$|,)"
    ),
}


@dataclass(frozen=True)
class Hint:
    """`kind` is "word" or what might identify somebody: name, day, age, phone, mail. `quote` is as written."""

    kind: str
    quote: str
    instead: str
    why: str
    start: int


def hints(text: str, language: str) -> list[Hint]:
    """Return at most twelve hints in the order of the text; quoted words are left alone."""
    open_text = QUOTED.sub(lambda found: " " * len(found.group()), text[:MOST_CHARACTERS])
    found = sorted([*_words(open_text, language), *_identifying(open_text)], key=lambda hint: hint.start)
    return found[:MOST_HINTS]


def _words(text: str, language: str) -> Iterator[Hint]:
    for row in avoided_words(language):
        choices = "|".join(re.escape(word) for word in sorted(row.words, key=len, reverse=True))
        match = re.search(rf"(?<!\w)(?:{choices})(?!\w)", text, re.IGNORECASE)
        if choices and match:
            yield Hint("word", match.group(), row.instead, row.why, match.start())


def _identifying(text: str) -> Iterator[Hint]:
    for kind, pattern in PATTERNS.items():
        if match := pattern.search(text):
            instead, why = _advice(kind)
            yield Hint(kind, match.group().strip(), instead, why, match.start())


def _advice(kind: str) -> tuple[str, str]:
    return {
        "mail": (_("leave the address out"), _("Whoever reads this can write to that person.")),
        "phone": (_("leave the number out"), _("Whoever reads this can call that person.")),
        "day": (_("the month or the season"), _("A day tells who was there, above all beside a rare event.")),
        "age": (_("“a young adult”, without the origin"), _("Age and origin together often point to one person.")),
        "name": (_("the role, e.g. “a colleague” or “a visitor”"), _("A changed name is still a name.")),
    }[kind]
