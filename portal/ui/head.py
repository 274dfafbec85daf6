"""What stands in the head of a page? A block of words can stand in a template once; here it is read, and said twice."""

import html
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString


class HeadNode(template.Node):
    child_nodelists = ("titles", "summaries")

    def __init__(self, titles: template.NodeList, summaries: template.NodeList) -> None:
        self.titles = titles
        self.summaries = summaries

    def render(self, context: Any) -> SafeString:
        given = {
            "title": words(self.titles.render(context)),
            "summary": words(self.summaries.render(context)),
            "house": context.get("house"),
        }
        return render_to_string("components/head.html", given)


def words(rendered: str) -> str:
    """Return the words alone; the template escapes them again for the place where they stand."""
    return " ".join(html.unescape(strip_tags(rendered)).split())
