"""How do shipped synonyms get in? Found again by their text, changed where the file changed, left where a person edited."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from portal import clock
from portal.search import marking, synonyms
from portal.search.models import Concept, ConceptTerm, SearchEntry

SHIPPED = Path(__file__).resolve().parent / "data" / "synonyms.json"
FIELDS = ("use", "is_case_sensitive", "source")


@dataclass
class Loaded:
    """What happened to the terms; `left` are those that a person has edited."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0


@transaction.atomic
def load(path: Path = SHIPPED) -> Loaded:
    """Load the file; concepts and terms that are there already keep what a person made of them.

    Raises ValueError with the place when a row is not as it should be; then nothing is loaded.
    """
    done, new, changed = Loaded(), [], []
    concepts = {concept.slug: concept for concept in Concept.objects.all()}
    known = {(t.concept_id, t.text, t.language, t.region): t for t in ConceptTerm.objects.select_for_update()}
    for row in json.loads(path.read_text(encoding="utf-8")):
        slug = _text(row, "slug", 60)
        if slug not in concepts:
            concepts[slug] = Concept.objects.create(
                slug=slug, label=_text(row, "en", 120), topic=row.get("topic") or ""
            )
        for term in row["terms"]:
            made = _term(concepts[slug], term)
            old = known.get((made.concept_id, made.text, made.language, made.region))
            if old is None:
                known[(made.concept_id, made.text, made.language, made.region)] = made
                new.append(made)
            elif old.pk is None or all(getattr(old, name) == getattr(made, name) for name in FIELDS):
                done.same += 1
            elif old.edited_on:
                done.left += 1
            else:
                for name in (*FIELDS, "changed_at"):
                    setattr(old, name, getattr(made, name))
                changed.append(old)
    ConceptTerm.objects.bulk_create(new, batch_size=500)
    ConceptTerm.objects.bulk_update(changed, [*FIELDS, "changed_at"], batch_size=200)
    done.new, done.changed = len(new), len(changed)
    synonyms.forget()
    if not SearchEntry.objects.exists():
        # A fresh house: nothing is there that could hold the words, so nothing has to be marked anew.
        marking.all_marked()
    return done


def _term(concept: Concept, row: Mapping[str, Any]) -> ConceptTerm:
    use = _text(row, "use", 12)
    if use not in ConceptTerm.Use.values:
        raise ValueError(f"{concept.slug}: “{row.get('text')}” has the unknown use “{use}”.")
    return ConceptTerm(
        concept=concept,
        text=_text(row, "text", 120),
        language=_text(row, "lang", 8),
        region=row.get("region") or "",
        use=use,
        is_case_sensitive=row.get("match") == "case-sensitive",
        source=(row.get("source") or "")[:500],
        changed_at=clock.now(),
    )


def _text(row: Mapping[str, Any], name: str, longest: int) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise ValueError(f"“{name}” is missing or too long in {json.dumps(row, ensure_ascii=False)[:120]}.")
    return value
