"""Are rows drawn where their numbers say, inside their sheet?"""

from portal.ui import plots
from portal.ui.plots import Datum


def test_an_axis_ends_at_a_round_number():
    assert [plots.scale(top) for top in (0.3, 4, 5, 11, 48, 900)] == [
        (1, 1), (4, 1), (5, 1), (15, 5), (50, 10), (1000, 200),
    ]  # fmt: skip


def test_bars_are_as_long_as_their_numbers():
    drawn = plots.draw([Datum("a", "10", 10), Datum("b", "5", 5), Datum("c", "–")])
    assert [mark.stop - mark.start for mark in drawn.marks] == [256, 128, 0]
    assert drawn.bars == "M6 20H262v16H6zM6 66H134v16H6z"
    assert all(mark.stop < mark.text_x < drawn.width for mark in drawn.marks)


def test_a_span_holds_its_dot():
    drawn = plots.draw([Datum("a", "4", 4, 2, 10)])
    assert drawn.marks[0].start < drawn.marks[0].dot < drawn.marks[0].stop
    assert (drawn.bars, drawn.spans) == ("", "M57 20H262v16H57z")


def test_what_is_only_known_to_be_smaller_is_a_frame():
    drawn = plots.draw([Datum("a", "<5", 5, is_under=True)])
    assert (drawn.bars, bool(drawn.unders)) == ("", True)


def test_nothing_is_drawn_of_nothing():
    assert plots.draw([]) is None
    assert plots.draw([Datum("a", "too few")]) is None
