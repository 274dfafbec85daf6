"""In which order may a suggestion change? It waits for a coordinator of the country, who takes it over or says why not."""

from portal.moves import Moves, move

MOVES: Moves = {
    ("suggested", "accept"): move("accepted", "coordinator", needs=("what stands there now was seen",)),
    ("suggested", "decline"): move("declined", "coordinator", needs=("reason",)),
    ("suggested", "withdraw"): move("withdrawn", "suggester"),
}
