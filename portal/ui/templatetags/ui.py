"""Which words and pieces do all templates share?"""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from portal import clock, workdays
from portal.ui import kept_typing, shipped, slots
from portal.ui.head import HeadNode
from portal.ui.markdown import to_html, to_text
from portal.vocabularies import queries as vocabularies

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: dict[str, Any], name: str, obj: Any = None) -> SafeString:
    """{% slot "practice_page" practice %}: what upper floors show here."""
    request = context["request"]
    parts = []
    for filler in slots.fillers(name):
        if found := filler(obj, request.user):
            parts.append(render_to_string(found[0], found[1], request))
    return mark_safe("".join(parts))  # noqa: S308  # rendered templates, escaped by their own engine


@register.tag
def head(parser: Parser, _token: Token) -> HeadNode:
    """{% head %}the title{% summary %}one sentence{% endhead %}: title, and on pages that may be found what others show of it."""
    titles = parser.parse(("summary",))
    parser.delete_first_token()
    summaries = parser.parse(("endhead",))
    parser.delete_first_token()
    return HeadNode(titles, summaries)


@register.filter
def term(slug: str, vocabulary: str) -> str:
    """{{ practice.perspective|term:"perspective" }}: the translated label of a slug."""
    return vocabularies.label(vocabulary, slug)


@register.filter
def terms(slugs: list[str], vocabulary: str) -> str:
    return ", ".join(vocabularies.labels(vocabulary, slugs or []))


@register.filter
def day(value: date | datetime | None) -> str:
    """Thursday 26 November: the way days are said on pages (with the year when it is not this one)."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    this_year = local.year == timezone.localdate().year
    return formats.date_format(local, "l j F" if this_year else "l j F Y")


@register.filter
def day_and_hour(value: datetime | None) -> str:
    """Thursday 26 November, 17:00, in the reader's zone."""
    if value is None:
        return ""
    return f"{day(value)}, {formats.date_format(timezone.localtime(value), 'H:i')}"


@register.filter
def markdown(text: str | None) -> SafeString:
    """{{ practice.what_was_done|markdown }}: members' words as safe HTML."""
    return to_html(text or "")


@register.filter
def said(text: str | None) -> str:
    """{{ step.title|said }}: a text that ships as data, in the reader's language; what a person wrote as they wrote it."""
    return shipped.said(text or "")


@register.filter
def lang(text: str | None, written_in: str) -> SafeString:
    """<h1{{ step.title|lang:step.language }}>: says the language of what `said` shows where it is not the page's own."""
    code = shipped.language_of(text or "", written_in or "")
    return format_html(' lang="{}"', code) if code else mark_safe("")


@register.inclusion_tag("components/keep_typing.html", takes_context=True)
def keep_typing(context: dict[str, Any]) -> dict[str, Any]:
    """Stands inside a form: its words outlive a session that ends, and sending it twice does one thing."""
    user = context["request"].user
    return {"field": kept_typing.FIELD, "mark": kept_typing.mark(user), "shelf": kept_typing.shelf(user)}


@register.filter
def season(value: date | datetime | None) -> str:
    """Autumn 2025: near enough for a reader, too rough to find the night somebody writes about."""
    if value is None:
        return ""
    names = [gettext("winter"), gettext("spring"), gettext("summer"), gettext("autumn")]
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{names[local.month % 12 // 3]} {local.year}"


@register.filter
def plain(text: str | None) -> str:
    """{{ practice.what_was_done|plain|truncatewords:28 }}: members' words without their Markdown signs."""
    return to_text(text or "")


@register.filter
def age(value: timedelta | None) -> str:
    """3 s, 12 min, 5 h, 2 d: how long something has been so."""
    if value is None:
        return ""
    seconds = max(0, int(value.total_seconds()))
    for size, sign in ((86400, _("d")), (3600, _("h")), (60, _("min"))):
        if seconds >= size:
            return f"{seconds // size} {sign}"
    return f"{seconds} {_('s')}"


@register.filter
def is_past(value: datetime | None) -> bool:
    return value is not None and value < clock.now()


@register.filter
def working_days(value: datetime | None) -> int:
    """How many working days are left until a moment; when it is past, how many have gone by since."""
    if value is None:
        return 0
    now = clock.now()
    return workdays.working_days_between(min(value, now), max(value, now))
