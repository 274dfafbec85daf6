"""How may a step of a path change? Whoever walks it may go on and back as they like: a way to a room is no straight line."""

from exchange.guide.models import PathProgress
from portal.moves import Moves, move

S = PathProgress.State
MOVES: Moves = {(start, end): move(end, "walker") for start in S.values for end in S.values}
