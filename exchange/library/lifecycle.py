"""In which order may what members put on the shelf change? And a gap: open, in work, answered or closed."""

from portal.moves import Moves, move

# Of lists, documents and gaps alike: who reads them.
MOVES: Moves = {
    **{(standing, "edit"): move(standing, "owner") for standing in ("shown", "away", "hidden")},
    ("shown", "offer"): move("shown", "owner"),
    # What everybody may read has been read by somebody else.
    ("shown", "publish"): move("shown", "publisher", needs=("the author's offer",)),
    ("shown", "close to public"): move("shown", "owner", "coordinator"),
    ("shown", "put away"): move("away", "owner"),
    ("away", "take back"): move("shown", "owner"),
    # Also what its author has put away meanwhile, and what was changed and is still wrong.
    **{
        (standing, "hide"): move("hidden", "coordinator", needs=("reason",)) for standing in ("shown", "away", "hidden")
    },
    # Nobody shows their own.
    ("hidden", "show"): move("shown", "publisher"),
}

# What readers' reports do, and a coordinator who finds nothing wrong.
REPORT_MOVES: Moves = {
    ("shown", "cover"): move("hidden", "two reports"),
    ("hidden", "give back"): move("shown", "moderator"),
}

GAP_MOVES: Moves = {
    **{(state, "need"): move(state, "member") for state in ("open", "in-work")},
    **{(state, "propose work"): move(state, "member") for state in ("open", "in-work")},
    **{(state, "accept work"): move("in-work", "owner", needs=("an offer",)) for state in ("open", "in-work")},
    ("in-work", "give back"): move("open", "worker"),
    **{
        (state, "answer"): move("answered", "owner", "coordinator", "worker", needs=("a reference",))
        for state in ("open", "in-work")
    },
    **{(state, "close"): move("closed", "owner", "coordinator", needs=("reason",)) for state in ("open", "in-work")},
    **{(state, "reopen"): move("open", "owner", "coordinator") for state in ("answered", "closed")},
}
