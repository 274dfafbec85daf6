"""Whatever is typed into a question or an answer: is it harmless, quick, kept, and never an error?"""

import time
from html.parser import HTMLParser

import nh3
import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.discussion.models import Comment, Question
from exchange.practices.differences import parts
from portal.ui.markdown import DEPTH, SAFE_LINK, TAGS, to_html, to_text
from tests import makers

CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

WRAPS = ("{}", "> {}", "- {}", "**{}**", "[a]({})", "[{}](/x)", "![a]({})", "<{}>", "`{}", "[a]: {}\n\n[a]", "# {}")
CORES = (
    "<script>alert(1)</script>", "</p><script src=//evil.invalid>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "javascript:alert(1)", "JaVa\tScRiPt:alert(1)", "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)",
    "data:text/html;base64,PHN2Zz4=", "vbscript:x", "//evil.invalid/p.png", "https://evil.invalid/p.png", "/\\evil.invalid",
    "\" onmouseover=alert(1) x=\"", "' style='position:fixed", "<iframe srcdoc='<b>'>", "<math><mi xlink:href=javascript:x>",
    "<style>@import url(//evil.invalid)</style>", "<form action=//evil.invalid><input name=a>", "<base href=//evil.invalid>",
    "<meta http-equiv=refresh content=0>", "<a href=x onclick=y>z</a>", "\x00<b>", "\u202e<b>", "<!--<script>-->", "<![CDATA[<b>]]>",
    "file:///etc/passwd", "blob:https://x", "\u0001javascript:x", "https:evil.invalid",
)  # fmt: skip
HOSTILE = [wrap.format(core) for wrap in WRAPS for core in CORES]
# Written, and what has to come out of it.
CONTROLS = {
    "Two *small* **booths**": "<em>small</em> <strong>booths</strong>",
    "[a room](https://example.org/x?a=1&b=2)": 'href="https://example.org/x?a=1&amp;b=2"',
    "[here](/practices/3/)": 'href="/practices/3/"',
    "[write](mailto:room@example.org)": 'href="mailto:room@example.org"',
    "- one\n- two": "<li>one</li>",
    "1. one\n2. two": "<ol>",
    "> a voice": "<blockquote>",
    "`a < b`": "<code>a &lt; b</code>",
    "a < b & c > d": "a &lt; b &amp; c &gt; d",
    "# Why": "<h3>Why</h3>",
    "@Ines knows": "@Ines knows",
    "غرفة التدخين": "غرفة التدخين",
    "👩‍⚕️ 🏚️➡️🏠": "👩‍⚕️ 🏚️➡️🏠",
    "Łódź, naïve, Straße": "Łódź, naïve, Straße",
    "one\ntwo": "one<br>\ntwo",
}
SIGNS = [
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "#",
    "-",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "\\",
    "&",
    "!",
    "~",
    '"',
    "'",
    ":",
]
PIECES = st.sampled_from([*CONTROLS, *SIGNS]) | st.sampled_from(HOSTILE) | st.text(max_size=12)
TYPED = st.lists(PIECES, max_size=14).map("".join)


class Reader(HTMLParser):
    """Reads what a browser would: every tag, every attribute, and how deep they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.deepest = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attributes:
            is_link = tag == "a" and (name == "rel" or (name == "href" and SAFE_LINK.match(value or "")))
            if not is_link and not (tag == "ol" and name == "start"):
                self.wrong.append(f"{tag} {name}={value}")
        if tag not in {"br", "hr"}:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag):
        if tag not in {"br", "hr"} and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"/{tag}")

    def handle_comment(self, _data):
        self.wrong.append("a comment")

    def handle_decl(self, _declaration):
        self.wrong.append("a declaration")


def wrong_in(text):
    read = Reader(to_html(text))
    return read.wrong + read.open


def test_hostile_words_do_nothing_and_harmless_ones_are_kept():
    print(f"\n{len(HOSTILE)} hostile, {len(CONTROLS)} controls")
    assert {text: found for text in HOSTILE if (found := wrong_in(text))} == {}
    assert {text: to_html(text) for text, wanted in CONTROLS.items() if wanted not in to_html(text)} == {}
    # The reader itself sees what it has to see.
    for html in ("<script>", "<p onclick=x>", '<a href="javascript:x">', '<a href="//evil.invalid">', "<p><b>"):
        assert Reader(html).wrong + Reader(html).open


@CALM
@given(TYPED)
def test_anything_comes_out_harmless_and_cleaning_again_changes_nothing(text):
    html = to_html(text)
    assert wrong_in(text) == []
    assert nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel="nofollow noopener noreferrer") == html
    assert to_html(text) == html


@CALM
@given(
    st.lists(
        st.sampled_from(["غرفة", "комната", "部屋", "👩‍⚕️", "🏚️", "é", "e\u0301", "\u200f", "Ж", "a", "7"]), min_size=1
    )
)
def test_letters_of_all_scripts_come_out_as_they_went_in(words):
    text = " ".join(words)
    assert to_text(text).strip() == text.strip()


@pytest.mark.parametrize(
    "sign", ["> ", "- ", "1. ", "*a ", "[", "> - ", "  - ", "\n", "غرفة ", "👩‍⚕️", *CORES[:4], "[a](b) ", "&#x3c;"]
)
def test_fifty_thousand_letters_are_quick_and_not_deep(sign):
    text = (sign * 50_000)[:50_000]
    start = time.process_time()
    html = to_html(text)
    assert time.process_time() - start < 1
    assert Reader(html).deepest <= 2 * DEPTH


def test_two_long_versions_are_compared_quickly():
    start = time.process_time()
    assert parts("a b\n" * 5_000, "b a\n" * 5_000)
    assert time.process_time() - start < 1


@pytest.fixture
def places(db):
    member, question = makers.member(), makers.question()
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    own = Comment.objects.create(question=question, author=member.user, body="Mine.", at=question.asked_at)
    theirs = Comment.objects.create(question=question, author=makers.member().user, body="No.", at=question.asked_at)
    mine = makers.question(author=member.user)
    return client, {
        f"/talk/question/{question.pk}/answer/": ("body", "told", "who", "form", "find", "preview", "sign"),
        f"/comments/{own.pk}/edit/": ("body", "seen", "form", "preview", "preview", "sign"),
        f"/comments/{theirs.pk}/report/": ("reason", "words"),
        "/questions/new/": ("title", "body", "topics", "audience", "show_author_as", "language", "preview", "sign"),
        f"/questions/{mine.pk}/edit/": ("title", "body", "topics", "audience", "language", "seen", "form", "sign"),
    }


@SLOW
@given(data=st.data())
def test_no_form_fails_and_what_was_typed_comes_back(places, data):
    client, fields_of = places
    for path, names in fields_of.items():
        cache.clear()
        chosen = {names[0], *data.draw(st.sets(st.sampled_from(names)))}
        fields = {name: data.draw(TYPED, label=name) for name in sorted(chosen)}
        answer = client.post(path, fields)
        assert answer.status_code in {200, 302, 404}
        if answer.status_code == 200 and "sign" not in fields:
            form = answer.context["form"]
            for name in {"title", "body", "words"} & set(fields) & set(form.fields):
                assert (form[name].value() or "") == fields[name]


@SLOW
@given(title=st.text(max_size=200), body=TYPED, audience=st.sampled_from([*Question.Audience.values, "public", "x"]))
def test_a_question_is_asked_as_it_was_typed_or_comes_back(places, title, body, audience):
    client, _fields_of = places
    cache.clear()
    before = Question.objects.count()
    fields = {"title": title, "body": body, "topics": ["inhalation"], "audience": audience, "language": "en"}
    answer = client.post("/questions/new/", {**fields, "show_author_as": "role-country"})
    if answer.status_code == 302:
        asked = Question.objects.latest("pk")
        assert asked.title == title.strip().replace("\r\n", "\n")
        assert asked.body.split() == body.split()
        assert client.get(answer.url).status_code == 200
        assert client.get("/questions/").status_code == 200
    else:
        assert answer.status_code == 200
        assert (answer.context["form"]["title"].value(), answer.context["form"]["body"].value()) == (title, body)
    assert Question.objects.count() == before + (answer.status_code == 302)
