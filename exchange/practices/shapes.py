"""Which form does a text have? The team's, the service user's, or that of neighbours and police; by its perspective."""

STAFF, SERVICE_USER, AGREEMENT = "staff", "service-user", "agreement"
SHAPE_OF = {"service-user": SERVICE_USER, "neighbour": AGREEMENT, "police": AGREEMENT}
# What has to be said before it can be posted: field -> letters at least.
FEWEST = {
    STAFF: {"title": 10, "what_was_done": 40, "what_happened": 20},
    SERVICE_USER: {"title": 5, "what_was_done": 20},
    AGREEMENT: {"title": 10, "problem": 20, "what_was_done": 20, "what_happened": 10},
}


def shape_of(perspective: str) -> str:
    return SHAPE_OF.get(perspective, STAFF)


def is_enough(perspective: str, words: dict[str, str]) -> bool:
    """Is enough said to post it? In the form of its perspective, or as a team would tell it."""
    shapes = {shape_of(perspective), STAFF}
    return any(
        all(len(words.get(name, "").strip()) >= fewest for name, fewest in FEWEST[shape].items()) for shape in shapes
    )
