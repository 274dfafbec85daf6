"""How do members' words become a page? Markdown without HTML, then cleaned: no pictures from elsewhere, no tricks in links."""

import html
import re

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST_CHARACTERS = 20_000
DEPTH = 20
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "hr"}
# A page has its own h1 and h2: what members call a heading stands below them.
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
SAFE_LINK = re.compile(r"(https?://[^/\\\s]|mailto:|/(?![/\\])|#)", re.IGNORECASE)
# Hundreds of equal signs in a row say nothing and keep the parser busy for a second.
SIGN_RUN = re.compile(r"([\[\]()!*_`~<>&\\])\1{40,}")

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEPTH}).disable("image")


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Links lead to a full address, to a mailbox or into this house; `//host` is neither."""
    if tag == "a" and (name == "rel" or (name == "href" and SAFE_LINK.match(value))):
        return value
    return None


def parse(text: str) -> list[Token]:
    """Return the parser's tokens; whatever is longer than 20,000 characters is cut."""
    return _parser.parse(SIGN_RUN.sub(lambda run: run.group(1) * 40, text[:MOST_CHARACTERS]))


def to_html(text: str) -> SafeString:
    """Return safe HTML; whatever is longer than 20,000 characters is cut."""
    tokens = parse(text)
    for token in tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
    cleaned = nh3.clean(
        _parser.renderer.render(tokens, _parser.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308  # nh3 keeps only the tags and attributes named above


def to_text(text: str) -> str:
    """Return the words alone, for an index or a line in a list."""
    return html.unescape(strip_tags(to_html(text)))
