"""In which order may a statement, a piece of news or an event change? Proposed, published, and what comes after."""

from portal.moves import Moves, move

# What lists, feeds and search show.
SHOWN = ("published", "superseded")
ANNOUNCED = ("published", "cancelled")

MOVES: Moves = {
    ("draft", "edit"): move("draft", "proposer", "coordinator"),
    ("draft", "publish"): move("published", "coordinator", needs=("words, or a note that they are missing",)),
    ("draft", "withdraw"): move("withdrawn", "proposer", "coordinator"),
    # What it said before is kept and can be read.
    **{(state, "edit"): move(state, "coordinator") for state in SHOWN},
    ("published", "supersede"): move("superseded", "coordinator", needs=("the newer statement",)),
    ("superseded", "restore"): move("published", "coordinator"),
    # Whoever asked for support takes the call back at once; so does a coordinator.
    **{(state, "withdraw"): move("withdrawn", "proposer", "coordinator") for state in SHOWN},
}

STANDS_OR_STOOD = (*SHOWN, "withdrawn")
# Members say yes in their own name, delegates in that of their organisation; both take it back at any time.
SUPPORT_MOVES: Moves = {
    ("published", "endorse"): move("published", "member", "delegate"),
    **{
        (state, name): move(state, "member", "delegate")
        for state in STANDS_OR_STOOD
        for name in ("unname", "unendorse")
    },
}

NEWS_MOVES: Moves = {
    ("draft", "edit"): move("draft", "proposer", "coordinator"),
    ("draft", "publish"): move("published", "coordinator"),
    ("draft", "withdraw"): move("withdrawn", "proposer", "coordinator"),
    ("published", "edit"): move("published", "coordinator"),
    ("published", "withdraw"): move("withdrawn", "proposer", "coordinator"),
}

EVENT_MOVES: Moves = {
    **NEWS_MOVES,
    # Called off: it stays to be read, and calendars that have it are told.
    ("published", "cancel"): move("cancelled", "proposer", "coordinator"),
    ("cancelled", "restore"): move("published", "coordinator"),
    ("cancelled", "edit"): move("cancelled", "coordinator"),
    ("cancelled", "withdraw"): move("withdrawn", "proposer", "coordinator"),
}
