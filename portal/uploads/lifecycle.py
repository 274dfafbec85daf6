"""In which order may an upload change? Checked once; what was refused or passed stays so."""

from portal.moves import Moves, move

MOVES: Moves = {
    ("checking", "pass"): move("ready", "worker"),
    ("checking", "refuse"): move("refused", "worker"),
}
