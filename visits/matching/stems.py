"""Which words are in a text, as stems, and which language is it?"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from portal.search.words import STEMMERS

WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")  # \u2019: the curly apostrophe
LONGEST_WORD = 40

# The small words by which a language is recognised.
SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in is that for it with as was on are be this have from or had by but not they we our you "
        "your their there were which who will would can could should what when where how why all also been has than "
        "then them these those its into about after before more most other some such only one two out up so no an at "
        "if do does did just very each every own over under between both being because during without again here "
        "them us my me he she his her",
        "nl": "de het een en van ik te dat die in is niet op aan met voor zijn er maar om ook als dan wij we ons onze "
        "jullie hun heeft hebben was waren worden werd naar bij uit nog wel geen over door deze dit wat wie hoe waar "
        "waarom wanneer kunnen moet moeten zonder tussen onder",
        "de": "der die das und ist in zu den von mit sich auf für nicht ein eine einen einem einer es im dem des als "
        "auch an war wir uns unser unsere sie ihr ihre haben hat werden wird wurde bei nach aus noch nur über oder "
        "aber wie was wer wo warum wann kann können muss müssen ohne zwischen unter durch",
        "fr": "le la les de des du et en un une est que qui dans pour pas au aux sur avec ce cette ces il elle nous "
        "vous ils elles notre nos leur leurs son sa ses plus par ne se sont été être avoir avons ont mais ou comment "
        "quoi quand pourquoi sans entre sous chez très aussi",
        "es": "el la los las de del y en un una es que por con no para se su sus al lo como más pero nos nosotros "
        "nuestro nuestra hay han hemos ha son fue ser está están cuando donde qué cómo quién sin sobre entre también "
        "muy ya porque desde",
        "pt": "o a os as de do da dos das e em um uma é que por com não para se no na nos nas ao como mais mas nosso "
        "nossa são foi ser está estão quando onde quem sem sobre entre também muito já porque desde há temos",
        "it": "il lo la i gli le di del della dei delle e in un una è che per con non si da al alla come più ma noi "
        "nostro nostra sono stato essere hanno abbiamo quando dove chi senza su tra anche molto perché",
        "da": "og i at det en den til er som på de med han af for ikke der var et jeg har om vi os vores deres men fra "
        "eller hvad hvordan hvor hvem skal kan uden mellem også efter",
        "no": "og i å det en den til er som på de med han av for ikke der var et jeg har om vi oss vår deres men fra "
        "eller hva hvordan hvor hvem skal kan uten mellom også etter",
        "sv": "och i att det en den till är som på de med han av för inte där var ett jag har om vi oss vår deras men "
        "från eller vad hur var vem ska kan utan mellan också efter",
        "pl": "i w na z do się nie to jest że o jak ale za po od co dla jako przez są był była tak już tylko może "
        "oraz nas nasz który która które czy bez między",
    }.items()
}
# Words that say nothing about a subject; with the small ones they are never shown as shared.
PALE_WORDS = (
    "since like want wants need needs come comes came goes gone went take takes took make makes made give gives look "
    "looks looked hear heard tell tells told well learn learned know knows known think thought find found keep keeps "
    "nothing something anything everything somebody someone anybody nobody everybody people person long short small "
    "large many much more less next last first second still never always often usual here there home place places "
    "beside behind ahead time times year years month months week weeks hour hours minute minutes today three four five "
    "seven eight nine twelve thing things work works worked help helps helped willing stand stands eyes back good "
    "better different same whole part parts another begin began begins"
)
# Small words of English by which no language is recognised, because others have them too or nobody needs them for it.
MORE_SMALL_WORDS = (
    "whom whose myself yourself ourselves themselves himself herself itself yourselves mine yours ours theirs hers "
    "any few off down through until while against above below further nor too am having doing shall may might must "
    "cannot let lets yet ever rather quite almost already maybe perhaps however therefore although though whether upon"
)
# What every request says of itself, whatever it is about.
OF_ANY_REQUEST = (
    "visit visits visited visiting visitor visitors request requests requested ask asks asked asking question questions "
    "answer answers answered please thank thanks grateful hope hopes hoped interested interest wish wishes "
    "wished see seen saw show shows showed shown meet meets met say says said speak talk talks talked write writes "
    "wrote written read reads use uses used using try tries tried trying start starts started plan plans planned"
)
NEVER_SHOWN = frozenset().union(
    *(words.split() for words in (PALE_WORDS, MORE_SMALL_WORDS, OF_ANY_REQUEST)), *SMALL_WORDS.values()
)
ENOUGH_SMALL_WORDS = 3
# PostgreSQL's search knows no Polish, so the search's own list leaves it out.
SNOWBALL = {**STEMMERS, "pl": "polish"}
SCRIPTS = (("GREEK", "el"), ("CYRILLIC", "ru"))


def words_of(text: str) -> list[str]:
    """Return the text's words in order, in small letters; compatibility forms are made equal."""
    return [word[:LONGEST_WORD] for word in WORD.findall(unicodedata.normalize("NFKC", text).lower())]


def guess_language(text: str, otherwise: str = "en") -> str:
    """Return the ISO code whose small words are met most often, or `otherwise` where hardly any is met."""
    words = words_of(text)
    best, hits = otherwise, ENOUGH_SMALL_WORDS - 1
    for language, small in SMALL_WORDS.items():
        count = sum(word in small for word in words)
        if count > hits:
            best, hits = language, count
    return _by_script(words) or best


def _by_script(words: list[str]) -> str:
    letters = "".join(words)[:200]
    for script, language in SCRIPTS:
        if sum(unicodedata.name(letter, "").startswith(script) for letter in letters) * 2 > len(letters):
            return language
    return ""


@cache
def _stem(language: str) -> Callable[[str], str]:
    """Return a function that remembers the stems it has made; an unknown language keeps its words."""
    if language not in SNOWBALL:
        return str
    import snowballstemmer

    return cache(snowballstemmer.stemmer(SNOWBALL[language]).stemWord)


def stems_of(text: str, language: str = "en") -> list[str]:
    stem = _stem(language)
    return [stem(word) for word in words_of(text)]


def terms_of(text: str, language: str = "en") -> Iterator[str]:
    """Yield the stems of a text and the pairs of stems that stand beside each other."""
    stems = stems_of(text, language)
    yield from stems
    yield from (f"{left} {right}" for left, right in pairwise(stems))


def terms_in_words(text: str, language: str = "en") -> dict[str, str]:
    """Return term -> the words as they first stood in the text, for people to read."""
    words = words_of(text)
    stem = _stem(language)
    shown: dict[str, str] = {}
    for word in words:
        shown.setdefault(stem(word), word)
    for left, right in pairwise(words):
        shown.setdefault(f"{stem(left)} {stem(right)}", f"{left} {right}")
    return shown
