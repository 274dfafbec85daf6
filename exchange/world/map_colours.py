"""Which colours has a map that is a file of its own? A picture cannot read the page's style; a test compares them."""

from dataclasses import dataclass

from exchange.world import legal

# The names of tokens.css and dark.css, with _ for -.
LIGHT = {
    "map_law": "#1c5a49",
    "map_tolerated": "#7cbaa0",
    "map_pilot": "#4f78bd",
    "map_none": "#dedbcc",
    "dot": "#20302b",
    "dot_ring": "#fffefb",
    "edge": "#7d837c",
    "wall": "#f2f0e6",
    "green": "#1c5a49",
    "green_tint": "#e0ece5",
}
DARK = {
    "map_law": "#8fd0b8",
    "map_tolerated": "#4c8a75",
    "map_pilot": "#7590dd",
    "map_none": "#303b36",
    "dot": "#fdf1cf",
    "dot_ring": "#151c19",
    "edge": "#83918a",
    "wall": "#151c19",
    "green": "#8fd0b8",
    "green_tint": "#22403a",
}
THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Look:
    """How a country is painted: a colour and, as a second sign, its outline."""

    fill: str
    stroke: str
    width: float
    dashes: str = ""


def look_of(group: legal.LegalGroup, theme: str) -> Look:
    colours = THEMES[theme]
    return {
        "law": Look(colours["map_law"], colours["wall"], 0.5),
        "tolerated": Look(colours["map_tolerated"], colours["map_law"], 1),
        "pilot": Look(colours["map_pilot"], colours["wall"], 0.5),
        "debated": Look("url(#hatch)", colours["edge"], 0.8),
        "unknown": Look(colours["map_none"], colours["edge"], 1.2, "3 2"),
    }[group.slug]
