"""What does a reference look like in CSL-JSON, the format of citation styles?"""

import json
from typing import Any

from exchange.library.exporting.names import names_of
from exchange.library.models import Reference

KINDS = {
    "article": "article-journal", "report": "report", "manual": "report", "book": "book", "chapter": "chapter",
    "thesis": "thesis",
}  # fmt: skip


def item(reference: Reference) -> dict[str, Any]:
    """Return what a style needs to cite it."""
    names, _has_others = names_of(reference.authors)
    authors = [{"family": one.family, "given": one.given} if one.given else {"literal": one.family} for one in names]
    told = {
        "id": reference.slug,
        "type": KINDS.get(reference.kind, "document"),
        "title": reference.title,
        "author": authors,
        "issued": {"date-parts": [[reference.year]]} if reference.year else None,
        "container-title": reference.container if reference.kind in ("article", "chapter", "other") else "",
        "publisher": reference.publisher
        or (reference.container if reference.kind not in ("article", "chapter") else ""),
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages.replace("\N{EN DASH}", "-"),
        "DOI": reference.doi,
        "URL": reference.url,
        "language": reference.language,
    }
    return {name: value for name, value in told.items() if value}


def piece(reference: Reference) -> str:
    more = {
        "keyword": ", ".join(reference.keywords),
        "annote": reference.summary,
        "note": "Retracted" if reference.is_retracted else "",
    }
    whole = item(reference) | {name: value for name, value in more.items() if value}
    return json.dumps(whole, ensure_ascii=False, indent=1)
