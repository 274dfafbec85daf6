"""Which hostile files must do no harm, and which plain ones must pass? Made anew at each run, nothing fetched."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, String
from PIL import Image

from tests.portal.uploads import office_files as office
from tests.portal.uploads import pdf_files as pdfs
from tests.portal.uploads import pictures
from tests.portal.uploads.pictures import MARK, saved, upright

SCRIPT = b"<html><script>alert(1)</script></html>"


@dataclass(frozen=True)
class Sample:
    """`gone` are bytes that must not be in what comes out; without it a hostile file must be refused."""

    about: str
    name: str
    make: Callable[[], bytes]
    gone: tuple[bytes, ...] = ()
    remarks: tuple[str, ...] = ()
    code: str = ""

    @property
    def is_heavy(self) -> bool:
        """Is the point of it what it costs?"""
        return any(word in self.about for word in ("million", "endless", "MB", "without end", "lists in lists"))


def renamed() -> list[Sample]:
    """Things that call themselves something else, or are not on the list."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    rows = {
        "a program called pdf": ("rules.pdf", b"MZ\x90\x00" + b"\x00" * 200, "program"),
        "a Linux program called txt": ("notes.txt", b"\x7fELF\x02" + b"\x00" * 200, "program"),
        "a shell script called txt": ("notes.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
        "a web page": ("page.html", SCRIPT, "web_page"),
        "a web page called txt": ("page.txt", b"\n \xef\xbb\xbf".strip() + SCRIPT, "web_page"),
        "a web page called jpg": ("photo.jpg", SCRIPT, "web_page"),
        "a web page in UTF-16 called txt": ("a.txt", SCRIPT.decode().encode("utf-16"), "web_page"),
        "a drawing with a script": ("logo.svg", svg, "web_page"),
        "a drawing called png": ("logo.png", svg, "web_page"),
        "a packed drawing": ("logo.svgz", b"\x1f\x8b\x08\x00" + b"\x00" * 40, "archive"),
        "a GIF": ("a.gif", saved(upright(), "GIF"), "other_picture"),
        "a GIF called png": ("a.png", saved(upright(), "GIF"), "other_picture"),
        "a BMP": ("a.bmp", saved(upright(), "BMP"), "other_picture"),
        "a TIFF": ("a.tif", saved(upright(), "TIFF"), "other_picture"),
        "a phone's picture": ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "phone_picture"),
        "a film": ("a.mp4", b"\x00\x00\x00\x18ftypisom" + b"\x00" * 40, "film"),
        "an old Word document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_office"),
        "an old document called docx": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_office"),
        "rich text": ("a.rtf", b"{\\rtf1\\object}", "old_office"),
        "rich text called docx": ("a.docx", b"{\\rtf1\\object}", "old_office"),
        "a packed folder": ("a.zip", office.packed({"a.txt": "x"}), "archive"),
        "a packed folder called docx": ("a.docx", office.packed({"a.txt": "x"}), "other_office"),
        "a Java program": ("a.jar", office.packed({"META-INF/MANIFEST.MF": "x"}), "archive"),
        "an empty archive called docx": ("a.docx", b"PK\x05\x06" + b"\x00" * 18, "archive"),
        "seven-zip called docx": ("a.docx", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 40, "archive"),
        "rar called txt": ("a.txt", b"Rar!\x1a\x07\x00" + b"\x00" * 40, "archive"),
        "a spreadsheet": ("a.xlsx", office.docx(), "other_office"),
        "a script": ("a.js", b"alert(1)", "unknown_kind"),
        "a batch file": ("a.bat", b"del *.*", "unknown_kind"),
        "nothing with a name": ("a", b"\x00\x01\x02\x03" * 9, "unknown_kind"),
        "bytes called txt": ("a.txt", bytes(range(256)), "not_text"),
        "text with a bell": ("a.txt", b"ring \x07", "not_text"),
        "text with terminal commands": ("a.txt", b"\x1b]0;pwned\x07", "not_text"),
        "text with a NUL": ("a.txt", b"rules\x00.exe", "not_text"),
        "nothing at all": ("a.txt", b"", "empty"),
        "a cut JPEG": ("a.jpg", pictures.photo()[:600], "damaged"),
        "a JPEG's first bytes only": ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50, "damaged"),
        "a cut PNG": ("a.png", pictures.transparent()[:60], "damaged"),
        "a PDF's first line only": ("a.pdf", b"%PDF-1.7\n", "damaged"),
        "a cut docx": ("a.docx", office.docx()[:-30], "damaged"),
    }
    return [Sample(about, name, lambda data=data: data, code=code) for about, (name, data, code) in rows.items()]


def pictures_samples() -> list[Sample]:
    apart = office.packed({"evil.class": b"evil-payload"}, stored=("evil.class",))
    evil = (b"evil-payload",)
    return [
        Sample("a photo with its place", "garden.jpg", pictures.photo, (MARK.encode(), b"Exif", b"adobe")),
        Sample("a turned photo with its place", "garden.jpg", lambda: pictures.photo(6), (MARK.encode(), b"Exif")),
        Sample("a PNG with words and place", "a.png", pictures.png_with_words, (MARK.encode(), b"eXIf", b"tEXt")),
        Sample("a WebP with its place", "a.webp", pictures.webp_with_place, (MARK.encode(), b"EXIF", b"XMP ")),
        Sample("a JPEG with a web page behind", "a.jpg", lambda: pictures.photo() + SCRIPT, (b"<script", MARK.encode())),
        Sample("a JPEG with a web page in its comment", "a.jpg", lambda: saved(upright(), "JPEG", comment=SCRIPT), (b"<script",)),
        Sample("a JPEG with an archive behind", "a.jpg", lambda: pictures.photo() + apart, (*evil, b"PK\x03\x04")),
        Sample("a PNG with an archive behind", "a.png", lambda: pictures.transparent() + apart, (*evil, b"PK\x03\x04")),
        Sample("a PNG that is a web page by name", "a.html", pictures.png_with_words, (MARK.encode(),)),
        Sample("a JPEG called png", "a.png", pictures.photo, (MARK.encode(),)),
        Sample("a GIF with an archive behind", "a.jpg", lambda: saved(upright(), "GIF") + apart, code="other_picture"),
        Sample("a picture of 26 million points", "a.png", lambda: pictures.bomb(5100), code="too_many_pixels"),
        Sample("a picture of 400 million points", "a.png", lambda: pictures.bomb(20000), code="too_many_pixels"),
        Sample("a picture that claims to be endless", "a.png", lambda: pictures.claims_size(60000, 60000), code="too_many_pixels"),
        Sample("a picture that claims more than it has", "a.png", lambda: pictures.claims_size(4000, 4000), code="damaged"),
        Sample("a thin endless picture", "a.png", lambda: pictures.claims_size(2**31 - 1, 1), code="too_many_pixels"),
        Sample("a WebP of 20 million points", "a.webp", lambda: saved(Image.new("RGB", (5000, 4000)), "WEBP"), code="too_many_pixels"),
    ]  # fmt: skip


def archive_samples() -> list[Sample]:
    plain = office.docx_parts()
    return [
        Sample("a document that unpacks to 60 MB", "a.docx", lambda: office.docx({"word/a.xml": b" " * 60 * 2**20}), code="too_big_unpacked"),
        Sample("a document that lies about its size", "a.docx", lying_docx, code="damaged"),
        Sample("a document of 700 parts", "a.docx", lambda: office.docx({f"word/{n}.xml": "<a/>" for n in range(700)}), code="too_many_entries"),
        Sample("a directory of 20,000 parts", "a.docx", lambda: office.docx({f"{n}": "" for n in range(20000)}), code="too_many_entries"),
        Sample("an archive inside", "a.docx", lambda: office.docx({"word/media/a.png": office.packed({"b": "c"})}), code="archive_inside"),
        Sample("archives in archives", "a.docx", nested_docx, code="archive_inside"),
        Sample("a gzip inside", "a.odt", lambda: office.odt({"Pictures/a.png": b"\x1f\x8b\x08\x00abc"}), code="archive_inside"),
        Sample("a way out of the folder", "a.docx", lambda: office.docx({"../../etc/evil.xml": "<a/>"}), code="odd_paths"),
        Sample("a way from the root", "a.docx", lambda: office.docx({"/etc/evil.xml": "<a/>"}), code="odd_paths"),
        Sample("a way for Windows", "a.docx", lambda: office.docx({"..\\evil.xml": "<a/>"}), code="odd_paths"),
        Sample("a drive", "a.odt", lambda: office.odt({"C:evil.xml": "<a/>"}), code="odd_paths"),
        Sample("a name with a NUL", "a.docx", lambda: office.docx({"word/aZb.xml": "<a/>"}).replace(b"aZb.xml", b"a\x00b.xml"), code="odd_paths"),
        Sample("a name written backwards", "a.docx", lambda: office.docx({"word/\u202elmx.xml": "<a/>"}), code="odd_paths"),
        Sample("the same part twice", "a.docx", lambda: office.packed({**plain, "word/Document.xml": "<a/>"}), code="damaged"),
        Sample("a locked part", "a.docx", locked_docx, code="locked"),
        Sample("a document with something before", "a.docx", lambda: b"PK\x03\x04" + b"\x00" * 60 + office.docx(), code="damaged"),
        Sample("a document with something behind", "a.docx", lambda: office.docx() + SCRIPT, code="damaged"),
        Sample("a second directory hidden in the comment", "a.docx", lambda: two_directories(), code="damaged"),
    ]  # fmt: skip


def docx_samples() -> list[Sample]:
    def made(about: str, code: str, extra: dict[str, bytes | str] | None = None, **how: str) -> Sample:
        return Sample(f"docx: {about}", "policy.docx", lambda: office.docx(extra, **how), code=code)

    def related(about: str, code: str, kind: str, target: str, mode: str = "External") -> Sample:
        return made(about, code, {"word/_rels/document.xml.rels": office.relations((kind, target, mode))})

    macro_main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    quoted = (
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + office.field(" QUOTE 68 68 69 65 85 84 79 ")
            + '<w:r><w:instrText> "cmd" "/c calc"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        .replace("</w:p><w:r><w:instrText>", "<w:r><w:instrText>")
        .replace("</w:r><w:p>", "</w:r>", 1)
    )
    boom = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return [
        made("macros", "macros", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        made("macros by type", "macros", main=macro_main),
        made("macros under another name", "macros", types='<Override PartName="/word/x.xml" ContentType="application/vnd.ms-office.vbaProject"/>'),
        made("an OLE object", "embedded", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        made("an OLE object called xml", "embedded", {"word/thing.xml": b"\xd0\xcf\x11\xe0\xa1\xb1"}),
        made("an embedded workbook", "embedded", {"word/embeddings/a.xlsx": office.packed({"a": "b"})} | {}),
        made("ActiveX", "embedded", {"word/activeX/activeX1.xml": "<a/>"}),
        made("a program inside", "embedded", {"word/evil.exe": b"MZ"}),
        made("a program called png", "program", {"word/media/a.png": b"MZ\x90\x00"}),
        made("a page of HTML to be taken in", "embedded", {"word/chunk.html": SCRIPT}),
        made("an object's element", "embedded", body='<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object>'),
        related("a template from the web", "fetches", "attachedTemplate", "https://x.example/a.dotm"),
        related("a template from a machine", "fetches", "attachedTemplate", "file:///\\\\10.0.0.1\\share\\a.dotm"),
        related("a picture from the web", "fetches", "image", "http://x.example/pixel.png"),
        related("a picture from a machine", "fetches", "image", "\\\\x.example\\a\\b.png", ""),
        related("an object from the web", "embedded", "oleObject", "https://x.example/a.hta"),
        related("a frame", "fetches", "frame", "https://x.example/"),
        related("HTML to be taken in", "embedded", "aFChunk", "chunk.mht", ""),
        related("a link that is a script", "fetches", "hyperlink", "javascript:alert(1)"),
        related("a link to a machine's file", "fetches", "hyperlink", "file:///c:/windows/a.exe"),
        related("a link for one of Office's own schemes", "fetches", "hyperlink", "ms-msdt:/id PCWDiagnostic"),
        made("DDE", "fetches", body=office.field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"')),
        made("DDE in pieces", "fetches", body=office.field(" DD", "E", "AU", "TO", " cmd calc")),
        made("DDE in one element", "fetches", body='<w:p><w:fldSimple w:instr=" dde cmd calc "/></w:p>'),
        made("DDE that another field spells", "fetches", body=quoted),
        made("DDE that never ends", "fetches", body='<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE cmd</w:instrText></w:r></w:p>'),
        made("DDE in a footer", "fetches", {"word/footer1.xml": f'<w:ftr xmlns:w="{office.W}">{office.field("DDE cmd calc")}</w:ftr>'}),
        made("a picture field from the web", "fetches", body=office.field(' INCLUDEPICTURE "http://x.example/a.png" ')),
        made("a picture of an old drawing from the web", "fetches", body='<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x.example/a.png"/>'),
        made("a drawing with a script", "macros", {"word/media/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'}),
        made("a letter that asks a database", "fetches", {"word/settings.xml": f'<w:settings xmlns:w="{office.W}"><w:mailMerge/></w:settings>'}),
        related("an add-in of the web", "embedded", "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes", "taskpanes.xml", ""),
        made("entities without end", "odd_xml", {"word/settings.xml": f"{office.HEAD}{boom}<a>&b;</a>"}),
        made("an entity from a file", "odd_xml", {"word/settings.xml": f'{office.HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        made("elements without end", "odd_xml", {"word/settings.xml": "<a>" * 5000 + "</a>" * 5000}),
        made("a part that is not XML", "damaged", {"word/settings.xml": "<a><b></a>"}),
        made("a spreadsheet in disguise", "other_office", main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        Sample("docx: author and company", "policy.docx", office.docx, (office.AUTHOR.encode(), office.COMPANY.encode())),
        Sample("docx: a photo with its place", "policy.docx", lambda: office.docx({"word/media/image1.jpg": pictures.photo()}), (MARK.encode(), b"Exif")),
        Sample("docx: a PNG with words", "policy.docx", lambda: office.docx({"word/media/image1.png": pictures.png_with_words()}), (MARK.encode(),)),
    ]  # fmt: skip


def odt_samples() -> list[Sample]:
    def made(about: str, code: str, extra: dict[str, bytes | str] | None = None, **how: str) -> Sample:
        return Sample(f"odt: {about}", "policy.odt", lambda: office.odt(extra, **how), code=code)

    listener = '<office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a"/></office:event-listeners>'
    locked = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    return [
        made("macros", "macros", {"Basic/Standard/Module1.xml": "<a/>"}),
        made("a Python macro", "macros", {"Scripts/python/evil.py": "import os"}),
        made("a macro that starts by itself", "macros", before=f"<office:scripts>{listener}</office:scripts>"),
        made("an embedded object", "embedded", {"Object 1/content.xml": "<a/>"}),
        made("an object's element", "embedded", body='<draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame>'),
        made("a plugin", "embedded", body='<draw:frame><draw:plugin xlink:href="http://x.example/a"/></draw:frame>'),
        made("a program inside", "embedded", {"evil.exe": b"MZ"}),
        made("a picture from the web", "fetches", body='<draw:frame><draw:image xlink:href="https://x.example/p.png"/></draw:frame>'),
        made("a picture from a machine", "fetches", body='<draw:frame><draw:image xlink:href="//x.example/p.png"/></draw:frame>'),
        made("a section from elsewhere", "fetches", body='<text:section><text:section-source xlink:href="file:///etc/passwd"/></text:section>'),
        made("DDE", "fetches", body='<text:dde-connection-decls><text:dde-connection-decl office:dde-application="cmd"/></text:dde-connection-decls>'),
        made("DDE in a table", "fetches", body='<table:table><office:dde-source office:dde-application="cmd"/></table:table>'),
        made("a link that is a script", "fetches", body='<text:p><text:a xlink:href="javascript:alert(1)">x</text:a></text:p>'),
        made("a link that starts a macro", "fetches", body='<text:p><text:a xlink:href="vnd.sun.star.script:evil">x</text:a></text:p>'),
        made("a lock", "locked", manifest=locked),
        made("an entity from a file", "odd_xml", {"settings.xml": f'{office.HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        Sample("odt: a spreadsheet in disguise", "a.odt", lambda: office.packed({**office.odt_parts(), "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), code="other_office"),
        Sample("odt: its author", "policy.odt", office.odt, (office.AUTHOR.encode(),)),
        Sample("odt: a photo with its place", "policy.odt", lambda: office.odt({"Pictures/1.jpg": pictures.photo()}), (MARK.encode(), b"Exif")),
    ]  # fmt: skip


def pdf_samples() -> list[Sample]:
    def made(about: str, code: str, change: Callable[[pikepdf.Pdf], object] | None = None, **how: object) -> Sample:
        return Sample(f"pdf: {about}", "figures.pdf", lambda: pdfs.pdf(change, **how), code=code)

    script = {"S": Name.JavaScript, "JS": String("app.alert(1)")}
    apart = office.packed({"evil.class": b"evil-payload"}, stored=("evil.class",))
    lock = pikepdf.Encryption(owner="a", user="b")
    half_lock = pikepdf.Encryption(owner="a", user="", allow=pikepdf.Permissions(extract=False))
    return [
        made("a script when it opens", "pdf_script", pdfs.action(**script)),
        made("a script by name", "pdf_script", pdfs.script_in_names),
        made("a script at a page", "pdf_script", pdfs.script_at_page),
        made("a script behind another act", "pdf_script", pdfs.script_behind_next),
        made("a script in a note", "pdf_script", pdfs.note("/Link", A=Dictionary(**script))),
        Sample("pdf: a script whose name is written in numbers", "a.pdf", spelled_script, code="pdf_script"),
        made("a program to start", "pdf_starts_programs", pdfs.action(S=Name.Launch, F=String("cmd.exe"))),
        made("a form to send", "pdf_reaches_out", pdfs.note("/Link", A=Dictionary(S=Name.SubmitForm, F=String("http://x.example")))),
        made("a page of the web that opens by itself", "pdf_reaches_out", pdfs.action(S=Name.URI, URI=String("https://x.example/"))),
        made("a page of the web at a page", "pdf_reaches_out", lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=Dictionary(S=Name.URI, URI=String("https://x.example/"))))),
        made("a file of a machine to open", "pdf_reaches_out", pdfs.action(S=Name.GoToR, F=String("\\\\x.example\\a.pdf"))),
        made("a file inside to open", "pdf_files_inside", pdfs.action(S=Name.GoToE)),
        made("a file inside", "pdf_files_inside", pdfs.attached_file),
        made("a file pinned to a page", "pdf_files_inside", pdfs.note("/FileAttachment")),
        made("a form of XFA", "pdf_form", pdfs.form_of_xfa),
        made("film", "pdf_media", pdfs.note("/RichMedia")),
        made("3D", "pdf_media", pdfs.note("/3D")),
        made("a link that is a script", "pdf_reaches_out", pdfs.note("/Link", A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))),
        made("a link to a machine", "pdf_reaches_out", pdfs.note("/Link", A=Dictionary(S=Name.URI, URI=String("file://x.example/a")))),
        made("a page from elsewhere", "pdf_reaches_out", pdfs.stream_from_elsewhere),
        made("a lock", "locked", None, encryption=lock),
        made("a lock that opens by itself", "locked", None, encryption=half_lock),
        made("300 MB in 300 kB", "too_heavy", pdfs.bomb),
        made("lists in lists", "too_heavy", pdfs.nested),
        Sample("pdf: author, XMP, private data", "a.pdf", lambda: pdfs.pdf(pdfs.metadata, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable), (MARK.encode(),)),
        Sample("pdf: a photo with its place", "a.pdf", lambda: pdfs.pdf(pdfs.photo_inside), (MARK.encode(), b"Exif")),
        Sample("pdf: an archive behind", "a.pdf", lambda: pdfs.pdf() + apart, (b"evil-payload", b"PK\x03\x04")),
        Sample("pdf: a web page behind", "a.pdf", lambda: pdfs.pdf() + SCRIPT, (b"<script",)),
        Sample("pdf: an archive before", "a.pdf", lambda: apart + pdfs.pdf(), code="damaged"),
        Sample("pdf: older text under the newer", "a.pdf", pdf_with_history, (b"MARKED-OLD",)),
    ]  # fmt: skip


def hostile() -> list[Sample]:
    return [*renamed(), *pictures_samples(), *archive_samples(), *docx_samples(), *odt_samples(), *pdf_samples()]


def controls() -> list[Sample]:
    """Files of honest people. All must pass."""
    linked = office.relations(
        ("hyperlink", "https://example.org/LINK?a=1", "External"), ("hyperlink", "mailto:a@example.org", "External")
    )
    talked = f'<w:comments xmlns:w="{office.W}"><w:comment w:author="A"/></w:comments>'
    return [
        Sample("a portrait photo", "garden.jpeg", lambda: pictures.photo(6)),
        Sample("a grey photo", "a.jpg", lambda: saved(upright().convert("L"), "JPEG")),
        Sample("a photo for print (CMYK)", "a.jpg", lambda: saved(upright().convert("CMYK"), "JPEG")),
        Sample("a progressive photo", "a.jpg", lambda: saved(upright(), "JPEG", progressive=True)),
        Sample("a transparent PNG", "logo.png", pictures.transparent),
        Sample("a PNG with a palette", "chart.png", pictures.palette),
        Sample("a transparent PNG with a palette", "chart.png", lambda: pictures.palette(is_transparent=True)),
        Sample("a black-and-white PNG", "scan.png", lambda: saved(upright().convert("1"), "PNG")),
        Sample("a PNG of sixteen bits", "scan.png", lambda: saved(Image.new("I;16", (30, 30), 30000), "PNG")),
        Sample("a moving PNG", "a.png", lambda: pictures.animated("PNG"), remarks=("first_picture_only",)),
        Sample("a WebP", "a.webp", lambda: saved(upright(), "WEBP")),
        Sample("a moving WebP", "a.webp", lambda: pictures.animated("WEBP"), remarks=("first_picture_only",)),
        Sample("a picture of 24 million points", "plan.png", lambda: pictures.bomb(4900)),
        Sample("a transparent picture of 24 million points", "plan.png", lambda: saved(Image.new("RGBA", (6000, 4000), (1, 2, 3, 99)), "PNG")),
        Sample("a photo for print of 24 million points", "plan.jpg", lambda: saved(Image.new("CMYK", (6000, 4000)), "JPEG", exif=pictures.exif(6))),
        Sample("a WebP of 12 million points", "plan.webp", lambda: saved(Image.new("RGBA", (4000, 3000), (1, 2, 3, 99)), "WEBP")),
        Sample("a plain docx", "policy.docx", office.docx),
        Sample("a docx with links and a table of contents", "policy.docx", lambda: office.docx({"word/_rels/document.xml.rels": linked}, body=office.field(' TOC \\o "1-3" ') + office.field(' HYPERLINK "https://example.org/DDE" '))),
        Sample("a docx with a field in a field", "a.docx", lambda: office.docx(body='<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText></w:r>' + office.field(" PAGE ")[5:-6] + '<w:r><w:instrText> = 1 "a" "b"</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>')),
        Sample("a docx with a picture", "a.docx", lambda: office.docx({"word/media/image1.png": pictures.transparent()})),
        Sample("a docx that speaks of DDE and macros", "a.docx", lambda: office.docx(body="<w:p><w:r><w:t>DDE LINK macros javascript: http://x.example</w:t></w:r></w:p>")),
        Sample("a docx with comments", "a.docx", lambda: office.docx({"word/comments.xml": talked}), remarks=("has_comments",)),
        Sample("a docx with tracked changes", "a.docx", lambda: office.docx(body='<w:p><w:ins w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'), remarks=("has_changes",)),
        Sample("a plain odt", "policy.odt", office.odt),
        Sample("an odt with an empty part", "a.odt", lambda: office.odt({"Configurations2/accelerator/current.xml": ""})),
        Sample("an odt with an empty list of scripts", "policy.odt", lambda: office.odt(before="<office:scripts/>")),
        Sample("an odt with links and a picture", "a.odt", lambda: office.odt({"Pictures/1.png": pictures.transparent()}, body='<text:p><text:a xlink:href="https://example.org/">x</text:a></text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>')),
        Sample("an odt with a comment", "a.odt", lambda: office.odt(body="<text:p><office:annotation><text:p>x</text:p></office:annotation></text:p>"), remarks=("has_comments",)),
        Sample("an odt with tracked changes", "a.odt", lambda: office.odt(body="<text:tracked-changes><text:changed-region/></text:tracked-changes>"), remarks=("has_changes",)),
        Sample("a plain PDF", "figures.pdf", pdfs.pdf),
        Sample("a PDF that opens on a page", "figures.pdf", lambda: pdfs.pdf(lambda made: pdfs.action(S=Name.GoTo, D=pikepdf.Array([made.pages[0].obj, Name.Fit]))(made))),
        Sample("a PDF with links", "figures.pdf", lambda: pdfs.pdf(pdfs.note("/Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/a:b"))))),
        Sample("a PDF with a comment", "figures.pdf", lambda: pdfs.pdf(pdfs.note("/Text", T=String("A"))), remarks=("has_comments",)),
        Sample("a PDF with a photo", "figures.pdf", lambda: pdfs.pdf(pdfs.photo_inside)),
        Sample("text in UTF-8", "notes.txt", lambda: "Drogenkonsumraum, salle de consommation, χώρος, кімната, غرفة, 🙂\r\n\tend".encode()),
        Sample("text with a mark at its start", "notes.txt", lambda: b"\xef\xbb\xbfrules"),
        Sample("text in UTF-16", "notes.txt", lambda: "Räume".encode("utf-16"), remarks=("letters_converted",)),
        Sample("text in Latin-1", "notes.txt", lambda: "Räume für alle, café".encode("latin-1"), remarks=("letters_converted",)),
        Sample("text with less-than signs", "notes.txt", lambda: b"if waiting < 5 minutes, <b> is fine"),
    ]  # fmt: skip


def lying_docx() -> bytes:
    """The directory says 10 bytes where 5 MB come out."""
    data = bytearray(office.docx({"word/big.xml": b"<a>" + b" " * 5 * 2**20 + b"</a>"}))
    at = data.rfind(b"word/big.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def nested_docx() -> bytes:
    inner = office.packed({"a": b"\x00" * 2**20})
    for _ in range(5):
        inner = office.packed({"a": inner, "b": inner})
    return office.docx({"word/media/image1.png": inner})


def locked_docx() -> bytes:
    data = bytearray(office.docx())
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        data[at + flags] |= 1
    return bytes(data)


def two_directories() -> bytes:
    """A reader that takes the last end mark sees another document than one that takes the first."""
    out = io.BytesIO(office.docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = office.packed({"word/document.xml": "<other/>"})
    return out.getvalue()


def spelled_script() -> bytes:
    plain = pdfs.pdf(
        pdfs.action(S=Name.JavaScript, JS=String("app.alert(1)")), object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return plain.replace(b"/S /JavaScript", b"/S /#4aava#53cript").replace(b"/JS ", b"/#4a#53 ")


def pdf_with_history() -> bytes:
    """What was deleted in an editor still stands before the newer version."""
    old = pdfs.pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return old.replace(b"%%EOF", b"9999 0 obj\n(MARKED-OLD)\nendobj\n%%EOF") if b"%%EOF" in old else old
