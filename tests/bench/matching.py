"""How fast is matching, as a ratio to the same arithmetic in bare numpy in the same run? And how good on our own ground?

`make bench-matching`; EXPERTS=100000 for a large crowd. On demand, no gate: a ratio of one machine at one moment. What
is measured is the least of several rounds, ours and the floor in turns, so that a busy machine slows both.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

import numpy as np  # noqa: E402  # after the house is set up
from rank_bm25 import BM25Okapi  # noqa: E402
from scipy.optimize import linear_sum_assignment  # noqa: E402

from tests.visits.matching import gold  # noqa: E402
from visits.kinds import KINDS  # noqa: E402
from visits.matching import assign  # noqa: E402
from visits.matching.affinity import DECAY, Question, ask, read  # noqa: E402
from visits.matching.corpus import Corpus, keep_up  # noqa: E402
from visits.matching.facts import ExpertFacts, RequestFacts, Text  # noqa: E402
from visits.matching.grid import Crowd, candidates, points  # noqa: E402
from visits.matching.shortlist import shortlist  # noqa: E402
from visits.matching.stems import terms_of  # noqa: E402
from visits.matching.weights import CURRENT  # noqa: E402

TODAY = date(2026, 11, 24)
EXPERTS, SMALL, REQUESTS, EACH = (
    int(os.environ.get("EXPERTS", "10000")),
    1_000,
    int(os.environ.get("REQUESTS", "1000")),
    3,
)
TEXTS, WORDS = 5, 80
TOPICS = ["inhalation", "police", "neighbours", "peer-work", "legal", "opening", "bbv", "staffing"]
COUNTRIES = ["NL", "DE", "FR", "BE", "CH", "DK", "PT", "ES"]
BASES = ["law", "guideline", "local", "none", "trial"]
ROUTES = ["injecting", "inhaling", "sniffing", "oral"]
draw = np.random.default_rng(20261124)


def say(what: str, **figures: Any) -> None:
    print(json.dumps({what: {k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}}), flush=True)


def least(*works: Callable[[], Any], rounds: int = 7) -> list[float]:
    """Return the shortest time of each, taken in turns, in seconds."""
    found = [float("inf")] * len(works)
    for _round in range(rounds):
        for number, work in enumerate(works):
            began = time.perf_counter()
            work()
            found[number] = min(found[number], time.perf_counter() - began)
    return found


def pick(values: list[str], most: int) -> list[str]:
    return [values[n] for n in draw.choice(len(values), size=draw.integers(1, most + 1), replace=False)]


def stock() -> tuple[list[str], Any]:
    """Return 40,000 words, and how often each comes: as in a language, few words make most of a text."""
    letters = list("abcdefghiklmnoprstuv")
    words = ["".join(draw.choice(letters, size=size)) for size in draw.integers(3, 11, 40_000)]
    often = 1 / np.arange(1, len(words) + 1)
    return words, often / often.sum()


def crowd_of(number: int, words: list[str], often: Any) -> list[ExpertFacts]:
    chosen = draw.choice(len(words), size=(number * TEXTS, WORDS), p=often)
    return [
        ExpertFacts(
            id=n + 1, user=n + 1, country=COUNTRIES[n % len(COUNTRIES)], organisation=n + 1, kinds=frozenset(KINDS),
            topics={topic: ("done", "know")[int(draw.integers(2))] for topic in pick(TOPICS, 4)},
            languages={"en": ("working", "fluent")[n % 2]}, legal_bases=frozenset(pick(BASES, 2)),
            legal_levels=frozenset({"city"}), city_sizes=frozenset({"200k-1m"}), routes=frozenset(pick(ROUTES, 3)),
            has_opened_a_room=n % 3 == 0, opened_year=2000 + n % 26, room_models=frozenset({"mobile"}) if n % 4 else frozenset(),
            capacity_per_year=4 + n % 4, visits_this_year=n % 3, is_peer=n % 9 == 0,
            texts=tuple(Text(" ".join(words[w] for w in chosen[n * TEXTS + t])) for t in range(TEXTS)),
        )
        for n in range(number)
    ]  # fmt: skip


def requests_of(number: int, words: list[str], often: Any) -> list[RequestFacts]:
    chosen = draw.choice(len(words), size=(number, 120), p=often)
    return [
        RequestFacts(
            id=n + 1, today=TODAY, topics=tuple(pick(TOPICS, 3)), stage="preparing", country=COUNTRIES[n % 8],
            legal_basis=BASES[n % 5], legal_level="city", city_size="over-1m", preferred_model="mobile",
            routes=frozenset(pick(ROUTES, 2)), languages={"en": "working"}, experts_needed=EACH,
            wants_peer_expert=n % 10 == 0, text=Text(" ".join(words[w] for w in chosen[n])),
        )
        for n in range(number)
    ]  # fmt: skip


class Bare:
    """The same arithmetic in numpy alone: slices of postings with their weights, columns of the experts, no more."""

    def __init__(self, corpus: Corpus, crowd: Crowd, asked: RequestFacts, question: Question) -> None:
        found = list(corpus.postings(list(question.weights)))
        weights = list(question.weights.values())
        self.slices = [(weights[term], block.texts[here], block.shares[here]) for term, block, here in found]
        self.places, self.rows = corpus.groups[0]
        self.texts = len(corpus.here)
        has = crowd.has
        self.topics = [crowd.depths[topic] for topic in asked.topics]
        self.bases = [(1.0, has("bases", asked.legal_basis)), (0.5, has("bases", "local")), (0.3, has("bases", "none"))]
        self.level, self.law, self.size = has("levels", "city"), has("law of", asked.country), has("sizes", "200k-1m")
        self.opened, self.fairness, self.models = crowd.opened, crowd.fairness, has("models", "mobile")
        self.routes = [has("routes", route) for route in sorted(asked.routes)]
        self.spoken = crowd.levels["en"]

    def near(self) -> Any:
        cosine = np.zeros(self.texts)
        for weight, texts, shares in self.slices:
            cosine[texts] += weight * shares
        ordered = np.sort(cosine[self.rows], axis=1)
        above, below = np.zeros(len(self.places)), 0.0
        for rank in range(self.rows.shape[1]):
            above += DECAY**rank * ordered[:, -1 - rank]
            below += DECAY**rank
        return np.minimum(above / below, 1.0)

    def scores(self) -> Any:
        near = self.near()
        likeness = self.bases[0][1]
        for alike, column in self.bases[1:]:
            likeness = np.maximum(likeness, alike * column)
        context = (6 * likeness + 2 * self.level + 3 * self.law + 2 * np.maximum(0.0, 0.5 * self.size)) / 13
        most = CURRENT.parts
        return (
            np.rint(most["topics"] * 10 * (sum(self.topics) / len(self.topics)))
            + np.rint(most["affinity"] * 10 * (1 - np.exp(-near / CURRENT.near)))
            + np.rint(most["words"] * 10 * np.ones(len(near)))
            + np.rint(most["language"] * 10 * np.where(self.spoken == 3, 1.0, np.where(self.spoken == 2, 0.8, 0.3)))
            + np.rint(most["context"] * 10 * context)
            + np.rint(most["stage"] * 10 * self.opened)
            + np.rint(most["fairness"] * 10 * self.fairness)
            + np.rint(most["model"] * 10 * ((3 * self.models + 2 * (sum(self.routes) / len(self.routes))) / 5))
        )


def ours(corpus: Corpus, crowd: Crowd, asked: RequestFacts, question: Question | None = None) -> Any:
    question = question or ask(corpus, asked.text.body)
    return points(crowd, asked, read(corpus, question).near).sum(axis=0)


def learned(experts: list[ExpertFacts]) -> Corpus:
    return keep_up(Corpus(), {str(one.id): [(text.body, "en") for text in one.texts] for one in experts})


def one_request(corpus: Corpus, crowd: Crowd, requests: list[RequestFacts]) -> None:
    ratios, floors = [], []
    for asked in requests[:5]:
        question = ask(corpus, asked.text.body)
        bare = Bare(corpus, crowd, asked, question)
        floor, mine, whole = least(
            bare.scores, partial(ours, corpus, crowd, asked, question), partial(ours, corpus, crowd, asked)
        )
        ratios.append((mine / floor, whole / floor))
        floors.append(floor)
    say(
        "one request, scores of everybody", experts=len(crowd.experts), texts=TEXTS, floor_ms=1000 * float(np.median(floors)),
        ratio=float(np.median([r for r, _w in ratios])), ratio_with_reading_the_request=float(np.median([w for _r, w in ratios])),
    )  # fmt: skip


def beside(words: list[str], often: Any) -> None:
    """A pure Python loop, rank-bm25 and SQL, over a thousand experts: the nearness of texts alone."""
    experts = crowd_of(SMALL, words, often)
    corpus, asked = learned(experts), requests_of(1, words, often)[0]
    question = ask(corpus, asked.text.body)
    bodies = [text.body for one in experts for text in one.texts]
    postings: list[dict[str, float]] = [{} for _ in bodies]
    names = {corpus.term(term): term for body in bodies for term in terms_of(body)}
    for block in corpus.blocks:
        terms = np.repeat(block.terms, np.diff(block.starts))
        for term, text, share in zip(terms.tolist(), block.texts.tolist(), block.shares.tolist(), strict=True):
            postings[text][names[term]] = share

    def loop() -> list[float]:
        found = []
        for start in range(0, len(postings), TEXTS):
            near = sorted(
                (
                    sum(w * one[t] for t, w in question.weights.items() if t in one)
                    for one in postings[start : start + TEXTS]
                ),
                reverse=True,
            )
            found.append(sum(DECAY**n * c for n, c in enumerate(near)) / sum(DECAY**n for n in range(TEXTS)))
        return found

    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE posting (term TEXT, text INT, share REAL)")
    rows = ((term, text, share) for text, one in enumerate(postings) for term, share in one.items())
    base.executemany("INSERT INTO posting VALUES (?, ?, ?)", rows)
    base.execute("CREATE INDEX by_term ON posting (term, text, share)")
    base.execute("CREATE TABLE asked (term TEXT, weight REAL)")
    base.executemany("INSERT INTO asked VALUES (?, ?)", question.weights.items())
    sql = "SELECT text / 5, text, SUM(weight * share) AS c FROM asked JOIN posting USING (term) GROUP BY text ORDER BY 1, c DESC"
    bm25 = BM25Okapi([list(terms_of(body)) for body in bodies])
    tokens = list(question.weights)
    mine, python, database, okapi = least(
        lambda: read(corpus, question).near,
        loop,
        lambda: base.execute(sql).fetchall(),
        lambda: bm25.get_scores(tokens),
        rounds=3,
    )
    assert np.allclose(loop(), read(corpus, question).near, atol=1e-6)
    say(
        "nearness beside others",
        experts=SMALL,
        ours_ms=1000 * mine,
        python_loop=python / mine,
        sqlite=database / mine,
        rank_bm25=okapi / mine,
    )


def many_at_once(corpus: Corpus, crowd: Crowd, requests: list[RequestFacts]) -> None:
    """Scores and plain assignment of all requests, in turns with the floor; then the side rules, apart."""
    floor_scores = mine_scores = 0.0
    matrix = np.empty((len(requests), len(crowd.experts)))
    bare_matrix = np.empty_like(matrix)
    for row, asked in enumerate(requests):
        question = ask(corpus, asked.text.body)
        bare = Bare(corpus, crowd, asked, question)
        began = time.perf_counter()
        bare_matrix[row] = bare.scores()
        between = time.perf_counter()
        matrix[row] = ours(corpus, crowd, asked)
        floor_scores += between - began
        mine_scores += time.perf_counter() - between
    began = time.perf_counter()
    linear_sum_assignment(np.repeat(bare_matrix, EACH, axis=0), maximize=True)
    floor_assign = time.perf_counter() - began
    began = time.perf_counter()
    plain = assign.plain(matrix, EACH)
    mine_assign = time.perf_counter() - began
    total = sum(matrix[row, column] for row, found in enumerate(plain) for column in found)
    assert all(len(found) == EACH for found in plain)
    say(
        "many at once, scores and plain assignment", requests=len(requests), experts=len(crowd.experts), each=EACH,
        floor_s=floor_scores + floor_assign, ratio=(mine_scores + mine_assign) / (floor_scores + floor_assign),
        scores_s=mine_scores, assignment_s=mine_assign,
    )  # fmt: skip
    began = time.perf_counter()
    scores = {
        (asked.id, crowd.experts[at].id): tenths
        for row, asked in enumerate(requests)
        for at, tenths in candidates(crowd, asked, matrix[row], 20)
    }
    filtered = time.perf_counter() - began
    people = [
        assign.Person(one.id, min(one.places_left, 2), one.country, one.brings_peer_view) for one in crowd.experts
    ]
    wishes = [assign.Wish(asked.id, EACH, asked.wants_peer_expert) for asked in requests]
    began = time.perf_counter()
    plan = assign.assign(wishes, people, scores, seed=1, seconds=120)
    say(
        "side rules", filters_and_best_20_s=filtered, programme_s=time.perf_counter() - began, gap=plan.gap,
        short_of={why: sum(why in found for found in plan.short_of.values()) for why in ("nobody", "fewer", "peer", "country", "floor")},
        points_of_plain=total / 10, points=plan.total / 10,
    )  # fmt: skip


def quality() -> None:
    gold.know_the_fields_words()
    print(f"{'':28}hits@3   MAP")
    for name, found in gold.switched_off():
        print(f"{name:28}{found.hits:6.3f}  {found.precision:.3f}")
    for name, (first, three, of) in gold.across_languages().items():
        say("Spanish requests among Dutch practices", by=name, right_one_first=first, among_three=three, of=of)


def main() -> None:
    quality()
    say("all requests of the demo at once", **gold.all_at_once())
    words, often = stock()
    beside(words, often)
    experts = crowd_of(EXPERTS, words, often)
    began = time.perf_counter()
    corpus = learned(experts)
    read_all = time.perf_counter() - began
    texts = {str(one.id): [(text.body, "en") for text in one.texts] for one in experts}
    texts["1"] = [*texts["1"], ("one more text, posted now", "en")]
    began = time.perf_counter()
    keep_up(corpus, texts)
    one_more = time.perf_counter() - began
    say("memory", experts=EXPERTS, megabytes=corpus.size() / 1e6, bytes_a_text=corpus.size() / (EXPERTS * TEXTS),
        read_all_once_s=read_all, one_more_text_s=one_more)  # fmt: skip
    crowd, requests = Crowd(experts, TODAY), requests_of(REQUESTS, words, often)
    ours(corpus, crowd, requests[0])
    one_request(corpus, crowd, requests)
    if EXPERTS <= 10_000:
        began = time.perf_counter()
        fits = shortlist(requests[0], experts[:SMALL]).fits
        say("a whole list with reasons, texts new", experts=SMALL, seconds=time.perf_counter() - began, fits=len(fits))
        many_at_once(corpus, crowd, requests)


if __name__ == "__main__":
    main()
