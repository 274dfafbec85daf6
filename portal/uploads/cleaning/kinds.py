"""What is a file really? Told by its first bytes; its name only helps where bytes alone do not say."""

from portal.uploads.cleaning.verdict import Refused

HEAD = 4096
ODT = b"application/vnd.oasis.opendocument.text"
# What begins like a packed docx but calls itself something else is refused at the door.
OTHER_PACKED = frozenset(
    [
        "zip",
        "jar",
        "apk",
        "war",
        "epub",
        "docm",
        "dotx",
        "dotm",
        "xlsx",
        "xlsm",
        "xltx",
        "xltm",
        "pptx",
        "pptm",
        "ppsx",
        "ods",
        "odp",
        "odg",
        "ott",
        "odm",
        "key",
        "pages",
        "numbers",
        "cbz",
    ]
)
TEXT_ENDINGS = ("txt", "text")
STARTS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)
# What is not taken, with the code whose words say what to do instead.
NOT_TAKEN = (
    (b"GIF8", "other_picture"),
    (b"BM", "other_picture"),
    (b"II*\x00", "other_picture"),
    (b"MM\x00*", "other_picture"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"{\\rtf", "old_office"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"PK\x07\x08", "archive"),
)
MARKUP = (b"<", b"&lt;")


def sniff(head: bytes, name: str) -> str:
    """Return the kind that the first bytes claim: jpg png webp pdf docx odt txt. Raises Refused for all else."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    for start, kind in STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, ending)
    for start, code in NOT_TAKEN:
        if head.startswith(start):
            raise Refused(code)
    if head[4:8] == b"ftyp":
        raise Refused("phone_picture" if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "film")
    return _text(head, ending)


def _packed(head: bytes, ending: str) -> str:
    if head[30:38] == b"mimetype":
        if head[38:].startswith(ODT) and not head[38 + len(ODT) :].startswith(b"-"):
            return "odt"
        raise Refused("other_office")
    if ending in OTHER_PACKED:
        raise Refused("archive" if ending in ("zip", "jar", "apk", "war", "cbz") else "other_office")
    return "docx"


def _text(head: bytes, ending: str) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if start.replace(b"\x00", b"").lstrip().lower().startswith(MARKUP) or ending in ("html", "htm", "xhtml", "svg"):
        raise Refused("web_page")
    if ending not in TEXT_ENDINGS:
        raise Refused("unknown_kind")
    return "txt"
