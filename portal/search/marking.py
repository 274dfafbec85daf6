"""Which entries speak of what? After a term was added, changed or taken away, those with its words are marked anew."""

from django.db.models import Case, F, Q, Value, When

from portal.search import fulltext, index, synonyms
from portal.search.models import ConceptTerm
from portal.search.question import Group, Question
from portal.search.words import telling, words_of

MOST_AT_ONCE = 50
ACTIVE = Q(is_active=True, concept__is_active=True)


def due() -> list[ConceptTerm]:
    """Return terms whose text is not the one that entries were marked by; none counts as the text of inactive ones."""
    wanted = Case(When(ACTIVE, then=F("text")), default=Value(""))
    return list(ConceptTerm.objects.annotate(wanted=wanted).exclude(marked_text=F("wanted")).order_by("id"))


def mark_due() -> int:
    """Mark entries for the terms that are due; return how many terms were done. Safe to run twice."""
    synonyms.look_again()
    found = due()[:MOST_AT_ONCE]
    for term in found:
        wanted = getattr(term, "wanted", "")
        for text in {term.marked_text, wanted} - {""}:
            words = telling(words_of(text))
            if words:
                index.mark_again(fulltext.engine().entries_with(Question((Group(tuple(words)),))))
        ConceptTerm.objects.filter(pk=term.pk).update(marked_text=wanted)
    return len(found)


def all_marked() -> None:
    """Note that the whole index was just made with the terms as they are."""
    ConceptTerm.objects.filter(ACTIVE).exclude(marked_text=F("text")).update(marked_text=F("text"))
    ConceptTerm.objects.exclude(ACTIVE).exclude(marked_text="").update(marked_text="")


def tidy_up() -> list[str]:
    """After the whole index was made anew: note the marks, drop unused words; return what an operator should know."""
    all_marked()
    return list(fulltext.engine().tidy_up())
