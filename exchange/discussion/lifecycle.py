"""In which order may a question change? Open, closed, and open again; hidden by a coordinator."""

from portal.moves import Moves, move

# What lists and search show.
SHOWN = ("open", "closed")

MOVES: Moves = {
    ("open", "edit"): move("open", "author"),
    ("open", "close"): move("closed", "author", "coordinator"),
    ("closed", "reopen"): move("open", "author", "coordinator"),
    **{(state, "hide"): move("hidden", "coordinator", needs=("reason",)) for state in SHOWN},
    ("hidden", "show"): move("open", "coordinator"),
}
