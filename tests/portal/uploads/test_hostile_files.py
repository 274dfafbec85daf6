"""Do hostile files do no harm, and do honest ones pass? The whole set goes through the door and the check.

Each check has a process of its own with `make hostile-files`; otherwise only those whose memory matters, to save a minute.
"""

import os
from collections import Counter

import pytest

from portal.uploads import checker
from portal.uploads.cleaning import child, kinds
from portal.uploads.cleaning.verdict import Refused
from tests.portal.uploads import corpus, opened

HOSTILE, CONTROLS = corpus.hostile(), corpus.controls()
MOST_MEGABYTES = 300


@pytest.fixture(scope="module")
def tally():
    """Counts, printed in one line at the end (`make hostile-files`)."""
    counts = Counter()
    yield counts
    print(
        f"\nhostile files: {counts['refused']} refused, {counts['neutralised']} neutralised of {len(HOSTILE)};"
        f" controls: {counts['accepted']} accepted of {len(CONTROLS)}; largest check {counts['megabytes']} MB"
    )


def checked_here(kind, source, target):
    """Clean without limits, in the test's own process."""
    said = child.clean(kind, source, target)
    return checker.Verdict(said.get("refused", ""), said.get("remarks", []), said.get("trouble", ""))


def sent(sample, folder, tally):
    """Return (code of the refusal, remarks, bytes that come out) of one file."""
    data = sample.make()
    assert len(data) <= 10 * 1024 * 1024, "the sample itself would be refused for its size"
    if not data:
        return "empty", [], b""
    try:
        kind = kinds.sniff(data[: kinds.HEAD], sample.name)
    except Refused as refusal:
        return refusal.code, [], b""
    source, target = folder / "source", folder / "target"
    source.write_bytes(data)
    check = checker.check if sample.is_heavy or os.environ.get("HOSTILE_FILES") else checked_here
    verdict = check(kind, source, target)
    assert not verdict.trouble
    tally["megabytes"] = max(tally["megabytes"], verdict.megabytes)
    assert verdict.megabytes < MOST_MEGABYTES
    return verdict.refused, verdict.remarks, b"" if verdict.refused else target.read_bytes()


@pytest.mark.parametrize("sample", HOSTILE, ids=lambda sample: sample.about)
def test_a_hostile_file_is_refused_or_made_harmless(sample, tmp_path, tally):
    code, _remarks, clean = sent(sample, tmp_path, tally)
    if not sample.gone:
        assert code == sample.code
        tally["refused"] += 1
        return
    assert code == ""
    everything = opened.everything_in(clean)
    assert [mark for mark in sample.gone if mark in everything] == []
    assert any(mark in opened.everything_in(sample.make()) for mark in sample.gone), "the sample holds no mark"
    tally["neutralised"] += 1


@pytest.mark.parametrize("sample", CONTROLS, ids=lambda sample: sample.about)
def test_an_honest_file_passes(sample, tmp_path, tally):
    code, remarks, clean = sent(sample, tmp_path, tally)

    assert code == ""
    assert tuple(remarks) == sample.remarks
    assert clean
    opened.check_it_opens(clean, sample.name)
    tally["accepted"] += 1
