"""Draw the pictures that others show beside a link to a public page; run once, the results are kept with the code.

One for the house, one for each kind of page, one for each country of the map; no words of members stand on them.
"""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

WIDTH, HEIGHT = 1200, 630
WALL, INK, SOFT, GREEN, LAMP = "#f2f0e6", "#20302b", "#525e58", "#1c5a49", "#f4c34f"
FOLDER = settings.BASE_DIR / "portal/ui/static/portal/img"
MAPS = settings.BASE_DIR / "exchange/world/data/map_paths.json"
COUNTRIES = settings.BASE_DIR / "exchange/world/data/countries.json"
FONT = Path("/usr/share/fonts/truetype/vollkorn/Vollkorn-SemiBold.ttf")
# Drawn four times as large and made smaller: round things get smooth edges.
FINER = 4
MIDDLE = (310 * FINER, HEIGHT * FINER / 2)
BOX = 430 * FINER
LEFT = 590 * FINER
HOUSE = "Network of\nDrug Consumption\nRooms"
KINDS = {
    "world": "Rooms of\nthe world",
    "library": "The library\nof the field",
    "guide": "Opening a room,\nstep by step",
    "claims": "What\npeople ask",
    "statements": "Statements\nand calls\nfor support",
    "news": "News\nand events",
}
# The map of the world presses the north flat: about the square of how much it widens the parallel there.
HIGHER = {"NO": 2.2, "FI": 2.1, "IS": 2.2, "CA": 1.75}
Ring = list[tuple[float, float]]


class Command(BaseCommand):
    help = "Draw the pictures for links: the logo's table, or a country's outline, and words; needs the font Vollkorn."

    def handle(self, *args: Any, **options: Any) -> None:
        if not FONT.exists():
            raise CommandError(f"Install fonts-vollkorn first; there is no {FONT}.")
        (FOLDER / "cards").mkdir(exist_ok=True)
        self.draw("card", HOUSE, 66)
        for name, words in KINDS.items():
            self.draw(f"cards/{name}", words, 84, above="Drug consumption rooms")
        maps = json.loads(MAPS.read_text())
        for row in json.loads(COUNTRIES.read_text()):
            code = row["iso2"]
            closer, path = (maps[name]["countries"].get(code, "") for name in ("europe", "world"))
            parts = list(rings(closer))
            # The map of Europe ends in the north, and its countries with it.
            if not parts or min(box_of(part)[1] for part in parts) < -19:
                parts = [[(x, y * HIGHER.get(code, 1)) for x, y in ring] for ring in rings(path)]
            if parts:
                words = row["name"].replace(" ", "\n", 1)
                self.draw(f"cards/{code.lower()}", words, 92, above="Drug consumption rooms", outline=outline(parts))

    def draw(self, name: str, words: str, size: int, *, above: str = "", outline: list[Ring] | None = None) -> None:
        from PIL import Image, ImageDraw, ImageFont

        picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), WALL)
        pen = ImageDraw.Draw(picture)
        for ring in outline or []:
            pen.polygon(ring, fill=GREEN)
        if outline is None:
            table(pen)
        large = ImageFont.truetype(str(FONT), size * FINER)
        while pen.multiline_textbbox((0, 0), words, large)[2] > WIDTH * FINER - LEFT - 40 * FINER:
            large = large.font_variant(size=large.size - 4 * FINER)
        pen.multiline_text((LEFT, MIDDLE[1]), words, INK, large, anchor="lm", spacing=24 * FINER)
        if above:
            pen.text((LEFT, 96 * FINER), above, SOFT, ImageFont.truetype(str(FONT), 40 * FINER))
        place = FOLDER / f"{name}.png"
        picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(32).save(place, optimize=True)
        self.stdout.write(f"{place.name}: {place.stat().st_size} bytes")


def table(pen: Any) -> None:
    """The logo: a round table with six seats."""
    pen.circle(MIDDLE, 92 * FINER, outline=GREEN, width=38 * FINER)
    for seat in range(6):
        turn = math.radians(60 * seat - 90)
        at = (MIDDLE[0] + 178 * FINER * math.cos(turn), MIDDLE[1] + 178 * FINER * math.sin(turn))
        is_lit = seat == 5  # the guest's seat, as in the logo
        pen.circle(at, 40 * FINER, fill=LAMP if is_lit else GREEN, outline=INK if is_lit else None, width=10 * FINER)


def outline(parts: list[Ring]) -> list[Ring]:
    """Return a country's parts, moved and stretched into the box; islands far from the mainland are left out."""
    largest = max(parts, key=extent)
    main = box_of(largest)
    near = [part for part in parts if extent(part) > extent(largest) / 400 and is_near(box_of(part), main)]
    left, top, right, bottom = box_of([point for part in near for point in part])
    scale = BOX / max(right - left, bottom - top)
    shift = (MIDDLE[0] - (left + right) / 2 * scale, MIDDLE[1] - (top + bottom) / 2 * scale)
    return [[(x * scale + shift[0], y * scale + shift[1]) for x, y in part] for part in near]


def rings(path: str) -> Iterator[Ring]:
    """Read "M1 2l3 4-5 6z…": a place, then steps from it."""
    for part in filter(None, path.split("M")):
        start, _l, steps = part.rstrip("z").partition("l")
        x, y = numbers_in(start)
        ring = [(x, y)]
        numbers = numbers_in(steps)
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        if len(ring) > 2:
            yield ring


def numbers_in(words: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", words)]


def box_of(ring: Ring) -> tuple[float, float, float, float]:
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return min(across), min(down), max(across), max(down)


def extent(ring: Ring) -> float:
    left, top, right, bottom = box_of(ring)
    return (right - left) * (bottom - top)


def is_near(box: tuple[float, float, float, float], main: tuple[float, float, float, float]) -> bool:
    across, down = (main[2] - main[0]) / 2, (main[3] - main[1]) / 4
    is_beside = main[0] - across < box[0] and box[2] < main[2] + across
    return is_beside and main[1] - down < box[1] and box[3] < main[3] + down
