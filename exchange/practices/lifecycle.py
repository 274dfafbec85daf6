"""In which order may a practice change? Draft, note, full, reviewed; and who may read it."""

from portal.moves import Moves, move

WRITTEN = ("note", "full", "reviewed")  # what lists and search show
KEPT = (*WRITTEN, "archived")

MOVES: Moves = {
    ("draft", "save"): move("draft", "author"),
    ("draft", "post"): move("note", "author", needs=("quick answers",)),
    ("note", "edit"): move("note", "author", needs=("quick answers",)),
    ("full", "edit"): move("full", "author", needs=("quick answers",)),
    # What was reviewed is no longer what stands there.
    ("reviewed", "edit"): move("full", "author", needs=("quick answers",)),
    # So that its author can take out what was wrong; a coordinator then shows it again.
    ("hidden", "edit"): move("hidden", "author", needs=("quick answers",)),
    ("note", "complete"): move("full", "author", needs=("full answers",)),
    **{(state, "link"): move(state, "author") for state in ("draft", *WRITTEN)},
    # What was reviewed had other files.
    **{(state, "attach"): move(state, "author") for state in ("draft", "note", "full", "hidden")},
    **{(state, "detach"): move(state, "author") for state in ("draft", "note", "full", "hidden", "archived")},
    **{("reviewed", name): move("full", "author") for name in ("attach", "detach")},
    **{(state, "confirm"): move(state, "author") for state in WRITTEN},
    **{(state, "archive"): move("archived", "author", "coordinator") for state in WRITTEN},
    ("archived", "restore"): move("note", "author"),
    **{(state, "hide"): move("hidden", "author", "coordinator", needs=("reason",)) for state in KEPT},
    # Read again after a change, and something is still wrong.
    ("hidden", "hide"): move("hidden", "coordinator", needs=("reason",)),
    ("hidden", "show"): move("note", "coordinator"),
    # Fewer readers at once; more readers only with the author's own yes; the public only through a coordinator.
    **{(state, "narrow"): move(state, "author", "coordinator") for state in (*KEPT, "hidden")},
    **{(state, "widen"): move(state, "author") for state in KEPT},
    **{(state, "offer"): move(state, "author") for state in WRITTEN},
    **{(state, "publish"): move(state, "publisher", needs=("the author's offer",)) for state in WRITTEN},
}

# Neither of them alone: a coordinator and a peer have both read this very version.
REVIEW_MOVES: Moves = {("full", "review"): move("reviewed", "two reviewers")}

# What readers' reports do, and a coordinator who finds nothing wrong. Two independent reports of a text in which
# somebody can be recognised hide it before anybody has looked.
REPORT_MOVES: Moves = {
    **{(state, "cover"): move("hidden", "two reports") for state in KEPT},
    **{("hidden", f"back to {state}"): move(state, "moderator") for state in KEPT},
}

# A title that a reader proposes as evidence; the author alone takes it or leaves it.
EVIDENCE_MOVES: Moves = {
    ("proposed", "take"): move("accepted", "author"),
    ("proposed", "decline"): move("declined", "author"),
}

# The second voice. Whoever told it is its author, or holds its slip.
VOICE_MOVES: Moves = {
    **{(state, "change"): move(state, "teller") for state in ("shown", "hidden")},
    **{(state, "withdraw"): move("withdrawn", "teller") for state in ("shown", "hidden")},
    **{(state, "hide"): move("hidden", "coordinator", needs=("reason",)) for state in ("shown", "hidden")},
    ("hidden", "show"): move("shown", "coordinator"),
    ("shown", "cover"): move("hidden", "two reports"),
    ("hidden", "give back"): move("shown", "moderator"),
}
