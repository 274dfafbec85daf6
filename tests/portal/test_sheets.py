"""Is a file for a spreadsheet harmless, whatever its cells hold?"""

import csv

import pytest

from portal.ui.sheets import as_csv


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_word_cannot_become_a_formula(word):
    [row] = csv.reader(as_csv("x", [[word]]).content.decode().splitlines())
    assert row[0].startswith("'")


def test_numbers_and_letters_of_all_languages_stay_as_they_are():
    answer = as_csv("x", [["Ελλάδα", -1, 2.5, "<5"]])
    assert answer.content.decode("utf-8").strip() == "Ελλάδα,-1,2.5,<5"
    assert answer["Content-Disposition"] == 'attachment; filename="x.csv"'
