"""Is this LibreOffice document only words and pictures? Macros, embedded things and whatever it would fetch are refused."""

from collections.abc import Mapping
from pathlib import Path

from portal.uploads.cleaning import archives, markup, office, photo_data
from portal.uploads.cleaning.kinds import ODT
from portal.uploads.cleaning.verdict import Cleaned, Refused

NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
)
MACRO_FOLDERS = ("basic/", "scripts/", "dialogs/")
MACRO_ELEMENTS = ("event-listener", "script", "scripts-embedded", "library-embedded")
EMBEDDING_ELEMENTS = ("object", "object-ole", "plugin", "applet", "floating-frame")
DDE_ELEMENTS = ("dde-connection-decl", "dde-connection-decls", "dde-source", "dde-connection", "dde-link")
WITHOUT_ENDING = ("mimetype", "layout-cache")
KEPT = ("xml", "rdf", "svg", *office.PICTURES, *office.FONTS)


def clean(source: Path, target: Path) -> Cleaned:
    found = Cleaned("odt")
    with archives.open_checked(source) as archive:
        first = archive.infolist()[:1]
        if not first or first[0].filename != "mimetype" or archives.read(archive, first[0]).strip() != ODT:
            raise Refused("other_office")
        if "content.xml" not in archive.namelist():
            raise Refused("damaged")
        if "META-INF/manifest.xml" in archive.namelist():
            _check_manifest(archives.read(archive, archive.getinfo("META-INF/manifest.xml")))
        office.pack_anew(archive, target, _look_at_name, lambda name, data: _part(name, data, found))
    return found


def _look_at_name(name: str) -> None:
    low = name.casefold()
    if low.startswith(MACRO_FOLDERS):
        raise Refused("macros")
    if low.startswith(("object ", "objectreplacements/")):
        raise Refused("embedded")
    if office.ending(name) not in KEPT and low not in WITHOUT_ENDING:
        raise Refused("embedded")


def _part(name: str, data: bytes, found: Cleaned) -> bytes:
    """Return what is kept of one part. Raises Refused."""
    low, ending = name.casefold(), office.ending(name)
    if not data:  # LibreOffice leaves some parts empty
        return data
    if low.rpartition("/")[2] == "meta.xml":
        return NO_PROPERTIES
    if ending == "svg":
        office.check_drawing(data)
    elif ending in ("xml", "rdf"):
        _check_words(data, found)
    elif ending in office.PICTURES:
        return photo_data.without(data)
    return data


def _check_manifest(data: bytes) -> None:
    def start(_space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("encryption-data", "keyinfo"):
            raise Refused("locked")
        if "macro" in markup.local(attributes, "media-type").lower():
            raise Refused("macros")

    markup.walk(data, start)


def _check_words(data: bytes, found: Cleaned) -> None:
    def start(_space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name in MACRO_ELEMENTS:
            raise Refused("macros")
        if name in EMBEDDING_ELEMENTS:
            raise Refused("embedded")
        if name in DDE_ELEMENTS:
            raise Refused("fetches")
        if name == "changed-region":
            found.remark("has_changes")
        if name == "annotation":
            found.remark("has_comments")
        _check_address(name, attributes)

    markup.walk(data, start)


def _check_address(name: str, attributes: Mapping[str, str]) -> None:
    """Links that a reader clicks on may lead to pages; everything else must lie inside the document."""
    address = markup.local(attributes, "href")
    if not address:
        return
    is_link = name == "a"
    if (is_link and not office.is_safe_link(address)) or (not is_link and office.reaches_out(address)):
        raise Refused("fetches")
