"""In which order may a question change? Open, closed, and open again; hidden by a coordinator."""

from portal.moves import Moves, move

# What lists and search show.
SHOWN = ("open", "closed")

MOVES: Moves = {
    ("open", "edit"): move("open", "author"),
    # So that whoever asked can take out what was wrong; a coordinator then shows it again.
    ("hidden", "edit"): move("hidden", "author"),
    ("open", "close"): move("closed", "author", "coordinator"),
    ("closed", "reopen"): move("open", "author", "coordinator"),
    **{(state, "hide"): move("hidden", "coordinator", needs=("reason",)) for state in SHOWN},
    # Read again after a change, and something is still wrong.
    ("hidden", "hide"): move("hidden", "coordinator", needs=("reason",)),
    ("hidden", "show"): move("open", "coordinator"),
}

# What readers' reports do, and a coordinator who finds nothing wrong; as for practices.
REPORT_MOVES: Moves = {
    **{(state, "cover"): move("hidden", "two reports") for state in SHOWN},
    **{("hidden", f"back to {state}"): move(state, "moderator") for state in SHOWN},
}
