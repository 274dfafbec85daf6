"""Which files hang on the demo's practices? A plan that is drawn here, and sheets of plain text; nothing is fetched."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from exchange.practices import actions as practices
from exchange.practices.models import Practice
from portal.uploads import actions as uploads

PAPER, INK, GLASS = "#fbf8f2", "#24303a", "#cfe3ea"
# What stands where on the plan, in steps of 20 points: left, top, right, bottom, words.
ROOMS = (
    (2, 2, 17, 14, "Booth 1"),
    (2, 16, 17, 28, "Booth 2"),
    (19, 2, 30, 14, "Air out"),
    (19, 16, 30, 28, "Staff desk"),
    (32, 2, 43, 28, "Waiting"),
)


def hang(row: dict[str, Any], user: Any, practice: Practice) -> None:
    """Hand in what the row names, let it be checked as any other file, and put it on the practice."""
    for number, told in enumerate(row.get("files", ()), 1):
        name, content = ("plan.png", plan()) if told.get("is_plan") else (f"sheet {number}.txt", told["text"].encode())
        upload = uploads.receive(user, SimpleUploadedFile(name, content))
        uploads.check(upload.pk)
        practices.add_file(user, practice, upload, told["caption"])


def plan() -> bytes:
    """Draw two booths with their air, as on the back of an envelope."""
    picture = Image.new("RGB", (900, 600), PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(24)
    for left, top, right, bottom, words in ROOMS:
        box = (left * 20, top * 20, right * 20, bottom * 20)
        pen.rectangle(box, outline=INK, width=4, fill=GLASS if words.startswith("Booth") else PAPER)
        pen.text((box[0] + 14, box[1] + 12), words, fill=INK, font=font)
    for height in (160, 440):  # doors with a light, and the way of the air
        pen.rectangle((336, height, 344, height + 60), fill=PAPER)
        pen.ellipse((352, height - 20, 370, height - 2), fill="#e5a823", outline=INK, width=2)
    pen.line([(200, 130), (500, 130), (500, 70)], fill=INK, width=3)
    pen.line([(490, 84), (500, 70), (510, 84)], fill=INK, width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
