"""How do tests make PDFs? A plain page, and such with one thing in them that acts."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.portal.uploads.pictures import MARK, photo


def pdf(change: Callable[[Pdf], Any] | None = None, **how: Any) -> bytes:
    with Pdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        made.pages[0].Contents = Stream(made, b"BT /F1 12 Tf 20 100 Td (House rules) Tj ET")
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **how)
    return out.getvalue()


def action(**fields: Any) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(Dictionary(Type=Name.Action, **fields))

    return change


def note(subtype: str, **fields: Any) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        rect = Array([0, 0, 50, 50])
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=rect, **fields)])

    return change


def script_in_names(made: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def script_at_page(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=Stream(made, b"app.alert(1)")))


def script_behind_next(made: Pdf) -> None:
    after = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]), Next=Array([after]))


def attached_file(made: Pdf) -> None:
    made.attachments["evil.exe"] = pikepdf.AttachedFileSpec(made, b"MZ evil", filename="evil.exe")


def form_of_xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))


def stream_from_elsewhere(made: Pdf) -> None:
    made.pages[0].Contents = Stream(made, b"", F=String("http://x.example/a"))


def metadata(made: Pdf) -> None:
    made.docinfo["/Author"] = MARK
    made.Root.Metadata = Stream(made, f"<x:xmpmeta>{MARK}</x:xmpmeta>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    made.pages[0].PieceInfo = Dictionary(Private=String(MARK))


def photo_inside(made: Pdf) -> None:
    image = Stream(made, photo(), Type=Name.XObject, Subtype=Name.Image, Width=120, Height=60, BitsPerComponent=8)
    image.ColorSpace, image.Filter = Name.DeviceRGB, Name.DCTDecode
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))


def bomb(made: Pdf) -> None:
    """A content stream of 300 kB that unpacks to 300 MB."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"q Q " * 262144) for _ in range(300)) + packer.flush()
    stream = Stream(made, b"")
    stream.write(data, filter=Name.FlateDecode)
    made.pages[0].Contents = stream


def nested(made: Pdf) -> None:
    deep: Any = Array([])
    for _ in range(90):
        deep = Array([deep])
    made.Root.Deep = deep
