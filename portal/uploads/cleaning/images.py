"""What is left of a picture? Its pixels, upright, in sRGB: decoded and written anew, with nothing else from the old file."""

import io
import warnings
from pathlib import Path
from typing import IO

from PIL import Image, ImageCms, ImageOps

from portal.uploads.cleaning.verdict import MOST_PIXELS, SMALL_PART, Cleaned, Refused

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# How each is written: good to look at, and quick on a small machine.
WAYS = {"jpg": {"quality": 88, "optimize": True}, "png": {"compress_level": 6}, "webp": {"quality": 86, "method": 2}}
# Memory for four times its points is what a WebP picture takes to decode, so it may have half of what others may.
MOST = {"webp": MOST_PIXELS // 2}
# The longest side of what a page shows: sharp on a phone, and on a wide screen as large as a column.
SMALL = 1000
# Only the decoders of these three are ever tried, and no picture is opened that would not fit.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def clean(source: Path, target: Path, kind: str) -> Cleaned:
    """Decode, turn upright, and write to the target. Raises Refused; any other error means a damaged file.

    Of a large picture a small one is written beside it, for pages.
    """
    found, out = Cleaned(kind), io.BytesIO()
    with source.open("rb") as file:
        plain, is_animated = _plain(file, kind)
    if is_animated:
        found.remark("first_picture_only")
    plain.save(out, FORMATS[kind], **WAYS[kind])
    # The library's own way into a file says nothing when the disk is full.
    target.write_bytes(out.getbuffer())
    if max(plain.size) > SMALL:
        out = io.BytesIO()
        _small(plain).save(out, FORMATS[kind], **WAYS[kind])
        target.with_suffix(SMALL_PART).write_bytes(out.getbuffer())
    return found


def rewrite(file: IO[bytes], out: IO[bytes], kind: str) -> bool:
    """Write the picture anew; say whether it was animated, of which the first picture is kept."""
    plain, is_animated = _plain(file, kind)
    plain.save(out, FORMATS[kind], **WAYS[kind])
    return is_animated


def _plain(file: IO[bytes], kind: str) -> tuple[Image.Image, bool]:
    picture, profile, is_animated = _decoded(file, kind)
    plain = _plain_mode(_in_srgb(picture, profile), kind)
    # What a format writes by itself from here (comments, profiles, positions) must not come from the old file.
    plain.info = {}
    return plain, is_animated


def _small(picture: Image.Image) -> Image.Image:
    """Shrink it in place; colours by number first become colours that can be mixed."""
    mixed = picture.convert("RGB") if picture.mode == "P" else picture
    mixed.thumbnail((SMALL, SMALL))
    return mixed


def _decoded(file: IO[bytes], kind: str) -> tuple[Image.Image, bytes | None, bool]:
    """Return the first picture, upright, with the profile of its colours; nothing is decoded that would not fit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture: Image.Image = Image.open(file, formats=[FORMATS[kind]])
        except Image.DecompressionBombError as error:
            raise Refused("too_many_pixels") from error
    if picture.width * picture.height > MOST.get(kind, MOST_PIXELS):
        raise Refused("too_many_pixels")
    profile, is_animated = picture.info.get("icc_profile"), bool(getattr(picture, "is_animated", False))
    picture.load()
    if kind == "webp":
        # Its decoder holds the picture four times; a copy lets go of it before the encoder wants as much.
        picture = picture.copy()
    ImageOps.exif_transpose(picture, in_place=True)
    return picture, profile, is_animated


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Take the colours over into sRGB where the file says what they mean; a broken profile is as good as none."""
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        if mode == picture.mode:
            ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), inPlace=True)
            return picture
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _plain_mode(picture: Image.Image, kind: str) -> Image.Image:
    """Return the picture in a mode that its format writes plainly."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: the upper eight are what a screen shows.
        return picture.convert("I").point([value // 256 for value in range(65536)], "L")
    has_holes = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    if has_holes and kind != "jpg":
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode in ("L", "RGB") or (picture.mode == "P" and kind == "png"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")
