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

# What readers' reports do, and a coordinator who finds nothing wrong; as for practices.
REPORT_MOVES: Moves = {
    **{(state, "cover"): move("hidden", "two reports") for state in SHOWN},
    **{("hidden", f"back to {state}"): move(state, "moderator") for state in SHOWN},
}
