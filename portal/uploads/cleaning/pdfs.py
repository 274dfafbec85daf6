"""Is anything in this PDF more than pages? What acts by itself is refused; who made it with what is left out."""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from portal.uploads.cleaning import photo_data
from portal.uploads.cleaning.verdict import Cleaned, Refused

MOST_IN_A_STREAM = 100 * 1024 * 1024
MOST_IN_ALL_STREAMS = 400 * 1024 * 1024
DEEPEST = 60
# key in a dictionary -> why the file is refused
KEYS = {
    "/JS": "pdf_script",
    "/JavaScript": "pdf_script",
    "/XFA": "pdf_form",
    "/EmbeddedFiles": "pdf_files_inside",
    "/EF": "pdf_files_inside",
    "/FFilter": "pdf_reaches_out",
}
ACTIONS = {
    "/JavaScript": "pdf_script",
    "/Launch": "pdf_starts_programs",
    "/ImportData": "pdf_reaches_out",
    "/SubmitForm": "pdf_reaches_out",
    "/GoToE": "pdf_files_inside",
    "/GoToR": "pdf_reaches_out",
    "/Rendition": "pdf_media",
    "/Movie": "pdf_media",
    "/Sound": "pdf_media",
    "/RichMediaExecute": "pdf_media",
}
NOTES = {
    "/FileAttachment": "pdf_files_inside",
    "/RichMedia": "pdf_media",
    "/Movie": "pdf_media",
    "/Sound": "pdf_media",
    "/Screen": "pdf_media",
    "/3D": "pdf_media",
}
# What a PDF may do by itself when it, or a page of it, is opened.
HARMLESS = ("", "/GoTo", "/Named", "/Hide", "/ResetForm", "/SetOCGState", "/Trans", "/Thread")
REMARKS = ("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Stamp", "/Caret")
LINKS = ("http:", "https:", "mailto:", "tel:", "#")
LEFT_OUT = ("/Metadata", "/PieceInfo", "/LastModified")


def clean(source: Path, target: Path) -> Cleaned:
    """Look at every object, then write the file anew: what hangs on nothing and what stands around it is gone."""
    found = Cleaned("pdf")
    try:
        pdf = pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    with pdf:
        if pdf.is_encrypted:
            raise Refused("locked")
        if not len(pdf.pages):
            raise Refused("damaged")
        unpacked = 0
        for thing in _parts(pdf):
            _look_at(thing, found)
            if isinstance(thing, pikepdf.Stream):
                unpacked += _unpacked_size(thing)
                if unpacked > MOST_IN_ALL_STREAMS:
                    raise Refused("too_heavy")
                _leave_photo_data_out(thing)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        # Into memory first: the library's own way into a file breaks down when the disk is full.
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    target.write_bytes(out.getbuffer())
    return found


def _parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream, also those that stand inside others."""
    for thing in [pdf.trailer, *pdf.objects]:
        yield from _inside(thing, 0)


def _inside(thing: Any, depth: int) -> Iterator[Any]:
    if depth > DEEPEST:
        raise Refused("too_heavy")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        children = [thing.get(key) for key in thing.keys()]  # noqa: SIM118  # not a plain mapping
    elif isinstance(thing, pikepdf.Array):
        children = list(thing)
    else:
        return
    for child in children:
        # What is referred to comes by itself, from the list of all objects.
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _inside(child, depth + 1)


def _look_at(thing: Any, found: Cleaned) -> None:
    keys = set(thing.keys())
    for key in keys & KEYS.keys():
        raise Refused(KEYS[key])
    if isinstance(thing, pikepdf.Stream) and "/F" in keys:
        raise Refused("pdf_reaches_out")
    if code := ACTIONS.get(_name(thing, "/S")) or NOTES.get(_name(thing, "/Subtype")):
        raise Refused(code)
    for key in keys & {"/OpenAction", "/AA"}:
        _refuse_what_acts(thing.get(key), 0)
    if "/URI" in keys and not str(thing.get("/URI")).strip().lower().startswith(LINKS):
        _refuse_odd_link(thing.get("/URI"))
    if _name(thing, "/Subtype") in REMARKS and "/Rect" in keys:
        found.remark("has_comments")
    for key in keys & set(LEFT_OUT):
        del thing[key]


def _refuse_what_acts(action: Any, depth: int) -> None:
    """Even a plain link reaches out when nobody has to click on it."""
    if depth > DEEPEST:
        raise Refused("too_heavy")
    if isinstance(action, pikepdf.Array):
        for one in action:
            _refuse_what_acts(one, depth + 1)
    if not isinstance(action, pikepdf.Dictionary) or _name(action, "/Type") in ("/Page", "/Pages"):
        return
    kind = _name(action, "/S")
    if kind not in HARMLESS:
        raise Refused(ACTIONS.get(kind, "pdf_reaches_out"))
    # Without a kind it is a list of occasions, each with its action.
    for key in ("/Next",) if kind else action.keys():
        _refuse_what_acts(action.get(key), depth + 1)


def _refuse_odd_link(value: Any) -> None:
    """A link without a scheme is a page of the web; one to a file or a machine is not."""
    if isinstance(value, pikepdf.String):
        link = str(value).strip().lower()
        if ":" in link.split("/")[0] or link.startswith(("\\\\", "//")):
            raise Refused("pdf_reaches_out")


def _name(thing: Any, key: str) -> str:
    value = thing.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _filters(stream: Any) -> list[str]:
    value = stream.get("/Filter")
    return [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)] if value else []


def _unpacked_size(stream: Any) -> int:
    """Return how large a packed stream becomes, without keeping it; a stream that unpacks without end is refused."""
    if _filters(stream)[:1] != ["/FlateDecode"]:
        return 0
    raw = stream.read_raw_bytes()
    if len(raw) * 1032 < MOST_IN_A_STREAM // 8:
        return len(raw)
    unpacker, size = zlib.decompressobj(), 0
    try:
        piece = unpacker.decompress(raw, 1 << 20)
        while piece:
            size += len(piece)
            if size > MOST_IN_A_STREAM:
                raise Refused("too_heavy")
            piece = unpacker.decompress(unpacker.unconsumed_tail, 1 << 20)
    except zlib.error:
        return size
    return size


def _leave_photo_data_out(stream: Any) -> None:
    if _filters(stream) != ["/DCTDecode"]:
        return
    raw = stream.read_raw_bytes()
    clean_picture = photo_data.without(raw)
    if clean_picture != raw:
        stream.write(clean_picture, filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
