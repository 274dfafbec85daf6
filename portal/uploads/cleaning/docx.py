"""Is this Word document only words and pictures? Macros, embedded things and whatever it would fetch are refused."""

from collections.abc import Mapping
from pathlib import Path

from portal.uploads.cleaning import archives, markup, office, photo_data
from portal.uploads.cleaning.fields import Fields, check
from portal.uploads.cleaning.verdict import Cleaned, Refused

MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.main+xml",
)
# pieces of content types and of relation types, with the code of the refusal
BAD_TYPES = {
    "macroenabled": "macros",
    "vbaproject": "macros",
    "vbadata": "macros",
    "attachedtoolbars": "macros",
    "keymapcustomizations": "macros",
    "ui/extensibility": "macros",
    "webextension": "embedded",
    "oleobject": "embedded",
    "activex": "embedded",
    "relationships/control": "embedded",
    "officedocument.package": "embedded",
    "relationships/package": "embedded",
    "afchunk": "embedded",
    "subdocument": "embedded",
    "relationships/frame": "fetches",
}
EMBEDDING_ELEMENTS = ("OLEObject", "control", "altChunk", "subDoc", "movie")
FETCHING_ELEMENTS = ("mailMerge", "frameset")
PROPERTIES = {
    "docprops/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel", "sectPrChange")
KEPT = ("xml", "rels", "vml", "svg", *office.PICTURES, *office.FONTS)


def clean(source: Path, target: Path) -> Cleaned:
    found = Cleaned("docx")
    with archives.open_checked(source) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        if "[content_types].xml" not in names or "_rels/.rels" not in names:
            raise Refused("other_office")
        _check_types(archives.read(archive, archive.getinfo(names["[content_types].xml"])))
        office.pack_anew(archive, target, _look_at_name, lambda name, data: _part(name, data, found))
    return found


def _look_at_name(name: str) -> None:
    low = name.casefold()
    if "vbaproject" in low or "vbadata" in low:
        raise Refused("macros")
    if "/embeddings/" in low or "/activex/" in low or office.ending(name) not in KEPT:
        raise Refused("embedded")


def _part(name: str, data: bytes, found: Cleaned) -> bytes:
    """Return what is kept of one part. Raises Refused."""
    low, ending = name.casefold(), office.ending(name)
    if low in PROPERTIES:
        return PROPERTIES[low]
    if ending == "rels":
        _check_relations(data)
    elif ending == "svg":
        office.check_drawing(data)
    elif ending in ("xml", "vml"):
        if low.rpartition("/")[2].startswith(("comments", "people")) and low.startswith("word/"):
            _note_comments(data, found)
        _check_words(data, found)
    elif ending in office.PICTURES:
        return photo_data.without(data)
    return data


def _check_types(data: bytes) -> None:
    mains: list[str] = []

    def start(_space: str, _name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        _refuse_type(kind)
        if ".main+xml" in kind:
            mains.append(kind)

    markup.walk(data, start)
    if len(mains) != 1 or mains[0] not in MAIN:
        raise Refused("other_office")


def _refuse_type(kind: str) -> None:
    for piece, code in BAD_TYPES.items():
        if piece in kind.lower():
            raise Refused(code)


def _check_relations(data: bytes) -> None:
    def start(_space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        _refuse_type(kind)
        is_outside = attributes.get("TargetMode", "").lower() == "external" or office.reaches_out(target)
        if not is_outside:
            return
        if not kind.lower().endswith("/hyperlink") or not office.is_safe_link(target):
            raise Refused("fetches")

    markup.walk(data, start)


def _note_comments(data: bytes, found: Cleaned) -> None:
    def start(_space: str, name: str, _attributes: Mapping[str, str]) -> None:
        if name in ("comment", "person"):
            found.remark("has_comments")

    markup.walk(data, start)


def _check_words(data: bytes, found: Cleaned) -> None:
    """Look for embedded things, tracked changes and active fields."""
    fields = Fields()
    is_instruction = False

    def start(space: str, name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_instruction
        is_instruction = name in ("instrText", "delInstrText")
        if name in EMBEDDING_ELEMENTS and "drawingml" not in space:
            raise Refused("embedded")
        if name in TRACKED and "wordprocessingml" in space:
            found.remark("has_changes")
        if name in FETCHING_ELEMENTS:
            raise Refused("fetches")
        _follow_field(name, attributes, fields)
        _refuse_outside_pictures(name, attributes)

    def text(words: str) -> None:
        if is_instruction:
            fields.instruct(words)

    def end(_space: str, _name: str, _attributes: Mapping[str, str]) -> None:
        nonlocal is_instruction
        is_instruction = False

    markup.walk(data, start, text, end)
    fields.close()


def _follow_field(name: str, attributes: Mapping[str, str], fields: Fields) -> None:
    if name == "fldSimple":
        check(markup.local(attributes, "instr"))
    elif name == "fldChar":
        move = markup.local(attributes, "fldCharType")
        if move == "begin":
            fields.begin()
        elif move == "separate":
            fields.separate()
        elif move == "end":
            fields.end()


def _refuse_outside_pictures(name: str, attributes: Mapping[str, str]) -> None:
    """Old drawings (VML) name their pictures on the element itself."""
    if name in ("imagedata", "fill", "stroke", "image"):
        for key in ("src", "href", "althref"):
            if office.reaches_out(markup.local(attributes, key)):
                raise Refused("fetches")
