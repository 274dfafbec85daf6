"""Is it safe to unpack this? Told from the packed file's directory, before one byte of its contents is read."""

import struct
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath

from portal.uploads.cleaning.verdict import MOST_ENTRIES, MOST_UNPACKED, Refused

END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
# An entry of the directory has 46 bytes and its name; no honest document comes near this.
MOST_DIRECTORY = MOST_ENTRIES * 600
ENCRYPTED = 0x1
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PACKED_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!")
OLE_START = b"\xd0\xcf\x11\xe0"


def open_checked(path: Path) -> zipfile.ZipFile:
    """Return the opened archive when its directory is honest and small. Raises Refused."""
    _check_end(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refused("damaged") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused("too_many_entries")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("too_big_unpacked")
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise Refused("damaged")
    for entry in entries:
        _check_entry(entry)
    return archive


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return one part, no longer than its directory says. Raises Refused when it is packed, a program, or does not fit."""
    try:
        data = archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("damaged") from error
    # A font is scrambled with a number of its own: it may begin with anything.
    if entry.filename.lower().endswith(".odttf"):
        return data
    if data.startswith(PACKED_STARTS):
        raise Refused("archive_inside")
    if data.startswith(PROGRAM_STARTS):
        raise Refused("program")
    if data.startswith(OLE_START):
        raise Refused("embedded")
    return data


def _check_end(path: Path) -> None:
    """The file must end with its directory and begin with its first part: nothing hangs before, behind or between."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - END.size - 65535))
        tail = file.read()
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END.size:
        raise Refused("damaged")
    _mark, disk, start_disk, here, entries, length, offset, comment = END.unpack_from(tail, at)
    if entries > MOST_ENTRIES:
        raise Refused("too_many_entries")
    if length > MOST_DIRECTORY:
        raise Refused("too_many_entries")
    end_at = size - len(tail) + at
    is_whole = disk == start_disk == 0 and here == entries and offset + length == end_at
    if not is_whole or end_at + END.size + comment != size:
        raise Refused("damaged")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    path = PurePosixPath(name)
    has_odd_letters = any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or has_odd_letters or len(name) > 300:
        raise Refused("odd_paths")
    if entry.flag_bits & ENCRYPTED:
        raise Refused("locked")
    if entry.compress_type not in WAYS:
        raise Refused("damaged")
