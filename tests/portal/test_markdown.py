"""Can members' words do harm? They become plain, safe HTML, quickly."""

import re
import time

import pytest

from portal.ui.markdown import to_html


def test_plain_things_work():
    html = to_html("# Why\n\nTwo *small* **booths**\nwith a fan\n\n- one\n- two\n\n> a voice")
    assert "<h3>Why</h3>" in html
    assert "<em>small</em> <strong>booths</strong><br>" in html
    assert "<li>one</li>" in html
    assert "<blockquote>" in html


def test_links_are_marked():
    html = to_html("[a room](https://example.org/x) and [here](/practices/3/)")
    assert '<a href="https://example.org/x" rel="nofollow noopener noreferrer">a room</a>' in html
    assert 'href="/practices/3/"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![picture](https://evil.invalid/p.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<b>)",
        "[x](vbscript:x)",
        "[x](//evil.invalid/)",
        "[x](/\\evil.invalid/)",
        "[x](\\\\evil.invalid)",
        "[x](https:evil.invalid)",
        "[x](http:///evil.invalid)",
        "[x]: //evil.invalid\n\n[x]",
        "<//evil.invalid>",
        "<javascript:alert(1)>",
        '[x](https://e.invalid "onmouseover=alert(1)")',
        "<a href='x' style='color:red' onclick='y'>z</a>",
        "<svg/onload=alert(1)>",
        "<iframe src=//evil.invalid>",
        "&#x3C;script&#x3E;",
        "`<script>`",
        "<!-- --!><b>",
    ],
)
def test_hostile_words_do_nothing(text):
    html = to_html(text)
    tags = re.findall(r"<[^>]*>", html)
    assert not [tag for tag in tags if re.search(r"script|img|svg|iframe|style|on\w+=|title", tag, re.IGNORECASE)]
    for href in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"https?://[^/\\]|/[^/\\]", href)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "]" * 20_000, "![" * 10_000, "[a](" * 5_000, "*a **b " * 3_000, "> " * 10_000, "- " * 10_000,
        "`" * 20_000, "`a" * 10_000, "<" * 20_000, "&" * 20_000, "\\" * 20_000, "a\n" * 10_000, "[x]: y\n" * 3_000,
        "_*" * 10_000, "[[]" * 7_000, "1. " * 7_000, "***" * 6_000 + "a", "<!--" * 5_000, "x" * 1_000_000,
    ],
)  # fmt: skip
def test_heavy_words_are_quick(text):
    start = time.process_time()  # this process alone: another busy one must not fail the test
    to_html(text)
    assert time.process_time() - start < 2
