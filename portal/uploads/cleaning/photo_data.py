"""How does a photo inside a document lose place and camera? Its extra segments are left out; the pixels stay untouched."""

APP0, APP2, APP14, APP15 = 0xE0, 0xE2, 0xEE, 0xEF
COMMENT, SCAN, END = 0xFE, 0xDA, 0xD9
ALONE = (0x00, 0x01, *range(0xD0, 0xD8))  # escaped bytes and restart marks inside a scan
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"]
)


def without(data: bytes) -> bytes:
    """Return a JPEG or PNG without EXIF, XMP, comments and whatever hangs behind its end; all else as it was."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    return _png(data) if data.startswith(PNG_START) else data


def _jpeg(data: bytes) -> bytes:
    kept, at = [b"\xff\xd8"], 2
    while 0 <= at < len(data) - 1:
        if data[at] != 0xFF:
            return b"".join(kept)
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == END:
            kept.append(data[at : at + 2])
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == SCAN:
            end = _end_of_scan(data, end)
        if not _is_about_the_photo(marker):
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _is_about_the_photo(marker: int) -> bool:
    """The profile (APP2) and the colour mark (APP14) say how pixels look, not where they were taken."""
    return marker in (COMMENT, APP15) or (APP0 < marker < APP14 and marker != APP2)


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in ALONE:
            return at
        at += 2
    return len(data)


def _png(data: bytes) -> bytes:
    kept, at = [PNG_START], len(PNG_START)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in PNG_KEPT:
            kept.append(data[at:end])
        if name == b"IEND":
            break
        at = end
    return b"".join(kept)
