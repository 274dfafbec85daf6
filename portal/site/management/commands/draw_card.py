"""Draw the picture that others show beside a link to a public page; run once, its result is kept with the code."""

import math
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

WIDTH, HEIGHT = 1200, 630
WALL, INK, GREEN, LAMP = "#f2f0e6", "#20302b", "#1c5a49", "#f4c34f"
PLACE = settings.BASE_DIR / "portal/ui/static/portal/img/card.png"
FONT = Path("/usr/share/fonts/truetype/vollkorn/Vollkorn-SemiBold.ttf")
# Drawn four times as large and made smaller: round things get smooth edges.
FINER = 4


class Command(BaseCommand):
    help = "Draw the picture for links (the logo's table with its six seats); needs the font Vollkorn."

    def handle(self, *args: Any, **options: Any) -> None:
        from PIL import Image, ImageDraw, ImageFont

        if not FONT.exists():
            raise CommandError(f"Install fonts-vollkorn first; there is no {FONT}.")
        picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), WALL)
        pen = ImageDraw.Draw(picture)
        middle = (310 * FINER, HEIGHT * FINER / 2)
        pen.circle(middle, 92 * FINER, outline=GREEN, width=38 * FINER)
        for seat in range(6):
            turn = math.radians(60 * seat - 90)
            at = (middle[0] + 178 * FINER * math.cos(turn), middle[1] + 178 * FINER * math.sin(turn))
            is_lit = seat == 5  # the guest's seat, as in the logo
            pen.circle(
                at, 40 * FINER, fill=LAMP if is_lit else GREEN, outline=INK if is_lit else None, width=10 * FINER
            )
        letters = ImageFont.truetype(str(FONT), 66 * FINER)
        pen.multiline_text(
            (570 * FINER, 178 * FINER), "Network of\nDrug Consumption\nRooms", INK, letters, spacing=24 * FINER
        )
        small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(32).save(PLACE, optimize=True)
        self.stdout.write(f"{PLACE}: {PLACE.stat().st_size} bytes")
