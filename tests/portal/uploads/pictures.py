"""How do tests make pictures? With places and names hidden in them, too large, animated, or half something else."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

MARK = "MARKED-PLACE"


def saved(picture: Image.Image, how: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, how, **options)
    return out.getvalue()


def upright() -> Image.Image:
    """Left half red, right half blue, wider than high."""
    picture = Image.new("RGB", (120, 60), "red")
    picture.paste("blue", (60, 0, 120, 60))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = MARK  # maker
    found[0x8825] = {1: "N", 2: (52.0, 22.0, 12.0), 3: "E", 4: (4.0, 53.0, 42.0)}
    return found


def photo(orientation: int = 1) -> bytes:
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPS>{MARK}</GPS></x:xmpmeta>'.encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(
        upright(), "JPEG", exif=exif(orientation), xmp=xmp, comment=MARK.encode(), icc_profile=profile, quality=95
    )


def png_with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", MARK)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{MARK}</x>")
    return saved(upright(), "PNG", pnginfo=words, exif=exif())


def webp_with_place() -> bytes:
    return saved(upright(), "WEBP", exif=exif(), xmp=f"<x>{MARK}</x>".encode())


def transparent() -> bytes:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.paste((10, 200, 30, 255), (10, 10, 30, 30))
    return saved(picture, "PNG")


def palette(*, is_transparent: bool = False) -> bytes:
    picture = upright().quantize(4)
    return saved(picture, "PNG", **({"transparency": 0} if is_transparent else {}))


def animated(how: str) -> bytes:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], how, save_all=True, append_images=frames[1:], duration=100)


def claims_size(width: int, height: int) -> bytes:
    """A PNG whose head claims a size that its few bytes of honest data cannot fill."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + _chunk(b"IEND", b"")
    )


def bomb(side: int) -> bytes:
    """A PNG of one colour that takes a few kilobytes and unpacks to side x side points."""
    return saved(Image.new("L", (side, side), 7), "PNG")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
