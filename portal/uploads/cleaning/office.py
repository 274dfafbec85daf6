"""What do Word's and LibreOffice's documents share? Parts that are looked at one by one and packed anew, without dates."""

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from portal.uploads.cleaning import archives, markup
from portal.uploads.cleaning.verdict import Refused

PICTURES = ("jpg", "jpeg", "jfif", "png", "gif", "emf", "wmf", "tif", "tiff", "bmp", "webp", "wdp", "svm")
FONTS = ("odttf", "ttf", "otf", "fntdata")
SAFE_LINKS = ("http:", "https:", "mailto:", "tel:", "#")


def ending(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def reaches_out(address: str) -> bool:
    """Would the document fetch this from another place when it is opened?"""
    start = address.strip().lower().replace("\\", "/")
    return start.startswith("//") or (bool(re.match(r"[a-z][a-z0-9+.-]*:", start)) and not start.startswith("data:"))


def is_safe_link(address: str) -> bool:
    """May a reader click on this? Pages and mail addresses, never files of a machine or scripts."""
    start = address.strip().lower()
    return start.startswith(SAFE_LINKS) or not (":" in start.split("/")[0] or start.startswith(("\\\\", "//", "file")))


def check_drawing(data: bytes) -> None:
    """An SVG picture inside a document: lines only, no script and nothing from elsewhere."""

    def start(_space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("script", "foreignObject", "iframe", "handler"):
            raise Refused("macros")
        for key, value in attributes.items():
            short = key.rpartition(" ")[2].lower()
            if short.startswith("on") or (short in ("href", "src") and not value.startswith(("#", "data:image/"))):
                raise Refused("fetches")

    markup.walk(data, start)


def pack_anew(
    archive: zipfile.ZipFile, target: Path, look_at_name: Callable[[str], None], part: Callable[[str, bytes], bytes]
) -> None:
    """Write every part as `part` returns it, in the old order, without the dates and extras of the old archive.

    All names are looked at before any part is read.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    for entry in entries:
        look_at_name(entry.filename)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in entries:
            data = part(entry.filename, archives.read(archive, entry))
            fresh = zipfile.ZipInfo(entry.filename)  # its date is the first that a zip knows: 1980
            fresh.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(fresh, data)
