"""Do files of references get in, whole or broken, in any encoding and spelling, and only once?"""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exchange.library import signs
from exchange.library.importing import rows
from exchange.library.importing.latex import plain
from exchange.library.models import Reference, ReferenceImport
from portal.search.models import SearchEntry

ONE = "@article{k1, author={Müller, Jörg and {WHO}}, title={Räume in Zürich}, year=2020, doi={10.1000/AbC}}\n"
RIS = "TY  - JOUR\nAU  - Doe, Jane\nTI  - Rooms that\n  go on\nPY  - 2019/03\nSP  - 1\nEP  - 9\nER  - \n"


def run(path, *options):
    out, err = StringIO(), StringIO()
    call_command("import_references", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def read(content, name="a.bib"):
    """Return (sound rows, problems by line or key)."""
    entries, broken = rows.entries_of(content if isinstance(content, bytes) else content.encode(), name)
    checked = [rows.check(entry) for entry in entries]
    bad = {one.entry.key or one.entry.line: one.problems for one in checked if one.row is None}
    return [one.row for one in checked if one.row], bad | {one.key or one.line: [one.text] for one in broken}


@pytest.mark.django_db
def test_a_second_import_adds_nothing_and_dry_runs_change_nothing(tmp_path):
    path = tmp_path / "mine.bib"
    path.write_text(ONE + ONE.replace("k1", "k2") + "@book{k3, title={x\n")
    assert run(path, "--dry-run")[0] == "references: 1 would be new, 1 here already, 1 cannot be read\n"
    assert not Reference.objects.exists()
    out, err = run(path)
    assert out == "references: 1 new, 1 here already, 1 cannot be read\n"
    assert "mine.bib, line 3 (k3): this entry cannot be read" in err
    found = Reference.objects.get()
    assert (found.authors, found.origin, found.is_verified) == ("Müller, Jörg; WHO", "import", False)
    assert SearchEntry.objects.get(kind="reference", object_id=found.pk).readers.strip() == "members"
    assert run(path)[0] == "references: 0 new, 2 here already, 1 cannot be read\n"
    assert Reference.objects.count() == 1


@pytest.mark.django_db
def test_another_spelling_of_the_doi_or_the_title_is_the_same_text(tmp_path):
    path = tmp_path / "a.bib"
    path.write_text(ONE)
    run(path, "--checked")
    assert Reference.objects.get().is_verified
    path.write_text(
        ONE.replace("10.1000/AbC", "https://dx.doi.org/10.1000/aBc.").replace("Räume", "Rooms")
        + ONE.replace("k1", "k2")
        .replace(", doi={10.1000/AbC}", "")
        .replace("Räume in Zürich", 'R{\\"a}ume in Z{\\"u}rich.')
    )
    assert run(path)[0] == "references: 0 new, 2 here already, 0 cannot be read\n"


@pytest.mark.django_db
def test_the_shipped_ris_reads_whole_and_a_file_that_is_none_changes_nothing(tmp_path):
    found, bad = read((Path(__file__).parent / "data" / "literature.ris").read_bytes(), "literature.ris")
    assert (len(found), bad) == (25, {})
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\x00\x01\x02" * 99)
    with pytest.raises(CommandError, match="This is no text"):
        run(path)
    assert ReferenceImport.objects.get().state == "failed"


def test_ris_goes_on_over_lines_and_forgives_a_missing_end():
    found, bad = read(RIS.replace("ER  - \n", "") + RIS + "AU  - Stray\n" + RIS.replace("TI", "XX"), "a.ris")
    assert [row.title for row in found] == ["Rooms that go on"] * 2
    assert (found[0].pages, found[0].year) == ("1\N{EN DASH}9", 2019)
    assert bad == {
        16: ["this line stands outside of any entry (an entry begins with TY and ends with ER)"],
        17: ["title: it is missing"],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_any_encoding(encoding):
    text = ONE.replace("in", "\N{EN DASH} in") if encoding == "cp1252" else ONE
    [row], bad = read(text.encode(encoding))
    assert (row.author, bad) == ("Müller, Jörg; WHO", {})


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o}", "ö"), (r"\'e", "é"), (r"Stra{\ss}e", "Straße"), (r"\'{\i}", "í"), (r"\c{c}", "ç"), (r"{\v Z}", "Ž"),
        (r"\aa rhus", "århus"), (r"\~n", "ñ"), (r"5\% \& \$3 {\{}x{\}}", "5% & $3 {x}"), (r"\emph{big}", "big"),
        (r"``a'' b--c~d", "“a” b\N{EN DASH}c d"),
    ],
)  # fmt: skip
def test_latex_becomes_text(latex, text):
    assert plain(latex) == text


@pytest.mark.parametrize(
    "told",
    ["10.1000/aBc", "doi:10.1000/aBc", "DOI: 10.1000/aBc.", "https://doi.org/10.1000/aBc", "http://dx.doi.org/10.1000%2FaBc,"],
)  # fmt: skip
def test_any_spelling_of_a_doi(told):
    assert signs.doi(told) == "10.1000/aBc"
    assert signs.of(told, "", None)[0] == "10.1000/abc"


def test_what_a_broken_entry_costs_is_itself_alone():
    found, bad = read(
        ONE
        + "@string{J = {Harm} # { Reduction}}\n@article{s, title=J # \" x\", journal=j, year=\"in press\"}\n"
        + "@article{y, title={a}, year={99999}}\n@article{d, title={b}, doi={nonsense}}\n@article{n, year=2020}\n"
        + "@article{k9 title={no}}\n" + "@misc{last, title={The last one}, author={Ludwig van der Berg and others}}"
    )  # fmt: skip
    assert [row.title for row in found] == ["Räume in Zürich", "Harm Reduction x", "The last one"]
    assert (found[1].container, found[1].year, found[2].author) == (
        "Harm Reduction",
        None,
        "van der Berg, Ludwig; others",
    )
    assert bad["y"] == ["year: “99999” is no year between 1800 and 2100"]
    assert bad["d"] == ["doi: “nonsense” is none; a DOI looks like 10.1000/182"]
    assert (bad["n"], 7 in bad) == (["title: it is missing"], True)


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "hostile",
    [
        "@article{a, title={" + "{" * 10_000 + "x" + "}" * 10_000 + "}}",
        "@article{a, title={" + "{" * 10_000,
        "@article{a, title={" + "x " * 500_000 + "}}",
        '@string{a0="lol"}' + "".join(f"@string{{a{n + 1}=a{n}#a{n}#a{n}#a{n}#a{n}#a{n}#a{n}#a{n}}}\n" for n in range(30))
        + "@article{a, title=a30}",
        "@article{a, author={" + " and" * 5_000 + "}, title={" + "\\" * 9_000 + "}}",
        "@" * 100_000,
    ],
    ids=["nested", "open", "long", "laughs", "backslashes", "ats"],
)  # fmt: skip
def test_hostile_entries_are_left_out_at_once(hostile):
    found, _bad = read(hostile + "\n" + ONE.replace("Räume", "R\0äume"))
    assert [row.title for row in found] == ["Räume in Zürich"]
