"""What does a search cost among 200,000 entries on PostgreSQL, or 20,000 on SQLite? `make bench-search` prints it.

Makes a database of its own beside that of DATABASE_URL (KEEP=1 leaves it there and takes it again), fills it with made-up
entries, and measures `queries.search` beside the plain ranked SQL with the same condition, one after the other.
"""

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

RUNS = 40
NAME = "bench_search"
SIZES = {"postgresql": 200_000, "sqlite": 20_000}


class Figures(NamedTuple):
    """Milliseconds: median and 95th percentile by the clock; `work` is processor time, which a busy machine leaves alone."""

    median: float
    p95: float
    work: float


def _own_database(vendor: str) -> None:
    """Point the settings at a database of our own, and make it on the server."""
    if vendor == "sqlite":
        os.environ.pop("DATABASE_URL", None)
        os.environ["DATA_DIR"] = os.environ.get("BENCH_DIR") or tempfile.mkdtemp(prefix="bench-search-")
        return
    url = urlsplit(os.environ["DATABASE_URL"])
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if known and not os.environ.get("KEEP"):
            server.execute(f"DROP DATABASE {NAME}")
        if not known or not os.environ.get("KEEP"):
            server.execute(f"CREATE DATABASE {NAME}")
    os.environ["DATABASE_URL"] = url._replace(path=f"/{NAME}").geturl()


def fill(count: int) -> None:
    from django.db import connection

    from portal.search.models import SearchEntry
    from tests.bench.search_rows import entries

    began, made = time.perf_counter(), entries(count)
    if connection.vendor == "postgresql":
        _fill_postgresql(made)
    else:
        from portal.search import facets, fulltext

        while group := list(islice(made, 2000)):
            facets.write(group)
            SearchEntry.objects.bulk_create(group)
            fulltext.write(group)
    print(f"{count} entries made in {time.perf_counter() - began:.0f} s", flush=True)


def _fill_postgresql(made: Iterator[Any]) -> None:
    """Copy the rows in with their words; the index is made when all are there."""
    from django.db import connection

    from portal.search import facets, fulltext, postgresql
    from portal.search.models import SearchEntry

    names = [field.column for field in SearchEntry._meta.concrete_fields]
    words = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_searchentry_words'")
        (index,) = cursor.fetchone()
        cursor.execute("DROP INDEX search_searchentry_words")
        while group := list(islice(made, 2000)):
            rows = []
            facets.write(group)
            for entry in group:
                entry.pk = entry.object_id
                read = fulltext.read(entry)
                words |= {*read.title, *read.body}
                values = [getattr(entry, name) for name in names]
                rows.append([*(json.dumps(v) if isinstance(v, list) else v for v in values), postgresql._vector(read)])
            with cursor.copy(f"COPY search_searchentry ({', '.join(names)}, vector) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            print(f"  {group[-1].object_id} entries", end="\r", flush=True)
        postgresql.learn(sorted(words))
        cursor.execute("SET maintenance_work_mem = '400MB'")
        cursor.execute(index)
        cursor.execute("VACUUM ANALYZE search_searchentry")
        cursor.execute("VACUUM ANALYZE search_word")


def measure(*acts: Callable[[], object], runs: int = RUNS) -> list[Figures]:
    """Measure each; in turns, so that the machine's mood hits all alike."""
    taken: list[list[float]] = [[] for _act in acts]
    spent = [0.0 for _act in acts]
    for run in range(runs + 2):
        for number, act in enumerate(acts):
            began, worked = time.perf_counter(), _worked()
            act()
            taken[number].append((time.perf_counter() - began) * 1000)
            if run >= 2:  # the first two runs warm up
                spent[number] += _worked() - worked
    figures = []
    for times, work in zip(taken, spent, strict=True):
        warm = sorted(times[2:])
        figures.append(Figures(statistics.median(warm), warm[int(len(warm) * 0.95) - 1], work / runs))
    return figures


def _worked() -> float:
    """Return the milliseconds of work of this process and of its database process, where that can be seen (Linux)."""
    from django.db import connection

    own = time.process_time() * 1000
    if connection.vendor != "postgresql":
        return own
    try:
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    except OSError:
        return float("nan")
    return own + int(stat.split()[0]) / 1e6


def say(name: str, figures: Figures, note: str = "") -> None:
    print(f"{name:<56}{figures.median:>9.1f}{figures.p95:>9.1f}{figures.work:>9.1f} ms   {note}", flush=True)


def beside(ours: Figures, plain: Figures) -> str:
    return (
        f"page/plain: {ours.median / plain.median:.3f} by the clock ({ours.median - plain.median:+.1f} ms),"
        f" {ours.work / plain.work:.3f} by work ({ours.work - plain.work:+.1f} ms)"
    )


def plain_ranked(words: str, tokens: list[str], limit: int = 20) -> Callable[[], object]:
    """Return the question that the page is measured by: rank all that match and may be read, take twenty."""
    from django.db import connection

    from portal.search import fulltext, postgresql
    from portal.search.question import understand

    engine, question = fulltext.engine(), understand(words)
    where, params = engine.readable(tokens)
    asked = engine.query(question, wider=False)
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT e.id, e.title, e.body, ts_rank({postgresql.WEIGHTS}, e.vector, %s::tsquery) AS rank"
            f" FROM search_searchentry e WHERE e.vector @@ %s::tsquery AND {where} ORDER BY rank DESC LIMIT {limit}"
        )
        values = [asked, asked, *params]
    else:
        sql = (
            "SELECT e.id, e.title, e.body, bm25(search_text, 8.0, 2.0, 4.0, 1.0) AS rank FROM search_text"
            " JOIN search_searchentry e ON e.id = search_text.rowid"
            f" WHERE search_text MATCH %s AND {where} ORDER BY rank LIMIT {limit}"
        )
        values = [asked, *params]

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


def main(vendor: str) -> None:
    _own_database(vendor)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser
    from django.core.management import call_command
    from django.db import connection

    from portal.search import registry
    from portal.search.models import SearchEntry
    from portal.search.queries import search

    tokens = ["dcr-and-peers", "members", "public", "user:17"]
    registry._tokens[:] = [lambda user: tokens]
    reader = AnonymousUser()
    call_command("migrate", verbosity=0)
    call_command("load_synonyms", verbosity=0)
    if not SearchEntry.objects.exists():
        fill(SIZES[vendor])
    print(f"\n{vendor}: {SearchEntry.objects.count()} entries, {RUNS} runs each{'':<14}median      p95     work")

    for words in ("handrail", "wheelchair", "handrail wheelchair", "zeppelin"):
        found = search(reader, words)
        ours, plain = measure(lambda w=words: search(reader, w), plain_ranked(words, tokens))
        note = f"{found.total} hits, {len(found.results)} shown, {sum(map(len, found.counts.values()))} facet values"
        say(f"“{words}”, page with facets and highlights", ours, note)
        say(
            "   plain ranked SQL, same condition",
            plain,
            beside(ours, plain),
        )

    filters = {"topic": ["legal", "police"], "language": ["en"]}
    found = search(reader, "handrail", filters=filters)
    pages, after = [""], ""
    while (page := search(reader, "handrail", after=after)).next_after and len(pages) < 100:
        after = page.next_after
        pages.append(after)
    names = {
        f"“handrail” with two filters: {found.total} of {found.unfiltered}": lambda: search(
            reader, "handrail", filters=filters
        ),
        "“handrail”, newest first": lambda: search(reader, "handrail", by_date=True),
        "“handrail”, page 1": lambda: search(reader, "handrail"),
        f"“handrail”, page {len(pages)}": lambda: search(reader, "handrail", after=pages[-1]),
        f"a beginning: “handr”, {search(reader, 'handr').total} hits": lambda: search(reader, "handr"),
        f"mistyped: “handrial” -> {search(reader, 'handrial').corrected}": lambda: search(reader, "handrial"),
        "nothing: “xqzw”": lambda: search(reader, "xqzw"),
        "a synonym: “supervised consumption site”": lambda: search(reader, "supervised consumption site"),
    }
    for name, figures in zip(names, measure(*names.values()), strict=True):
        say(name, figures)

    found = search(reader, "neighbourhood")
    ours, plain, narrowed = measure(
        lambda: search(reader, "neighbourhood"),
        plain_ranked("neighbourhood", tokens),
        lambda: search(reader, "neighbourhood", filters={"country": ["UA"]}),
        runs=20,
    )
    say("common word (70 % of the entries)", ours, f"the newest {found.total} ranked")
    say("   plain SQL that ranks all of them", plain, beside(ours, plain))
    say("common word with a filter", narrowed)
    print(f"memory of this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_size_pretty(pg_table_size('search_searchentry')), pg_size_pretty(pg_indexes_size('search_searchentry'))"
            )
            print("rows {}, indexes {}".format(*cursor.fetchone()))
    elif not os.environ.get("BENCH_DIR"):
        Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1])
