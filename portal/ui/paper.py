"""How does a text become a PDF? Typst sets it, from a template of ours and data; members' words are never its code.

For the worker only: typst weighs thirty megabytes and is imported when the first document is made.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from markdown_it.token import Token

from portal.ui.markdown import parse

Run = dict[str, Any]  # {"text": str, "strong": bool, "emph": bool, "break": bool}
Block = dict[str, Any]  # {"kind": "paragraph" | "heading" | "item" | "quote" | "code", "runs": [Run], "depth": int}


def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of a `.typ` file under `templates/`; it reads `data` as JSON.

    Raises typst.TypstError when the template is wrong. Nothing is fetched: templates name no packages.
    """
    import typst

    path: Path = settings.BASE_DIR / "templates" / template
    made: bytes = typst.compile(path, root=path.parent, sys_inputs={"data": json.dumps(data)}, format="pdf")
    return made


def blocks(text: str) -> list[Block]:
    """Return Markdown as plain blocks of runs, for a template to set. Links keep their words; the address follows."""
    found: list[Block] = []
    kind, depth = "paragraph", 0
    for token in parse(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            kind, depth = "item", depth + 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            kind = "item" if depth else "paragraph"
        elif token.type == "blockquote_open":
            kind = "quote"
        elif token.type == "blockquote_close":
            kind = "paragraph"
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "heading_close":
            kind = "paragraph"
        elif token.type in {"fence", "code_block"}:
            found.append({"kind": "code", "depth": depth, "runs": [_run(token.content)]})
        elif token.type == "inline":
            found.append({"kind": kind, "depth": depth, "runs": list(_runs(token.children or []))})
    return found


def _runs(tokens: list[Token]) -> Iterator[Run]:
    strong = emph = 0
    address = ""
    for token in tokens:
        if token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "em_open":
            emph += 1
        elif token.type == "em_close":
            emph -= 1
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close" and address:
            yield _run(f" ({address})")
        elif token.type in {"softbreak", "hardbreak"}:
            yield _run("", **{"break": True})
        elif token.content:
            yield _run(token.content, strong=bool(strong), emph=bool(emph))


def _run(text: str, **how: bool) -> Run:
    return {"text": text, "strong": False, "emph": False, "break": False, **how}
