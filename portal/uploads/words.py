"""How do we say why a file was not taken, and what to do? One sentence or two for each code."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TAKEN = _("Pictures (JPEG, PNG, WebP), PDF, Word (.docx), LibreOffice (.odt) and plain text (.txt).")

REASONS: dict[str, "_StrPromise"] = {
    # at the door
    "empty": _("This file is empty. Please look whether it was saved."),
    "too_big": _(
        "This file is larger than 10 MB. Please make it smaller: save photos smaller, or print to a smaller PDF."
    ),
    "quota": _(
        "Your 200 MB are full. Please delete files that you no longer need under “My files”, then send it again."
    ),
    "too_often": _("You have sent as many files as one may within an hour. Please send this one a little later."),
    "disk_full": _("There is no room on our disk at the moment, so nothing was kept. Please try again in an hour."),
    "other_picture": _("We cannot take this kind of picture. Please save it as JPEG or PNG and send that."),
    "phone_picture": _("This is a phone's own kind of picture. Please save or share it as JPEG and send that."),
    "film": _("We cannot take films or sound. Please describe what it shows, or send a picture from it."),
    "old_office": _("This is an old kind of document. Please save it as .docx, .odt or PDF and send that."),
    "other_office": _("This is not a Word or LibreOffice text document. Please save it as PDF and send that."),
    "archive": _("We cannot take packed files. Please unpack it and send the documents in it."),
    "program": _("This is a program, and we take none."),
    "web_page": _("This is a web page or a drawing that can hold scripts. Please save it as PDF or PNG and send that."),
    "unknown_kind": _("We do not know this kind of file. Please save it as PDF and send that."),
    # in the check
    "damaged": _("This file cannot be read: it may be damaged. Please open it, save it anew and send that."),
    "too_many_pixels": _(
        "This picture has more than 25 million points (WebP: 12 million). Please save it smaller and send that."
    ),
    "too_heavy": _("This file takes too much to open. Please save it anew or print it to PDF, and send that."),
    "too_big_unpacked": _(
        "Unpacked, this document is larger than 50 MB. Please make its pictures smaller and send it again."
    ),
    "too_many_entries": _("This document has too many parts inside. Please print it to PDF and send that."),
    "archive_inside": _("There is another packed file inside this one. Please print it to PDF and send that."),
    "odd_paths": _(
        "This document's inside is not as an office program makes it. Please print it to PDF and send that."
    ),
    "odd_xml": _("This document's inside is not as an office program makes it. Please print it to PDF and send that."),
    "locked": _("This file is locked with a password or by rights. Please save it without and send that."),
    "macros": _(
        "This document holds macros, which are programs. Please save it without, or print it to PDF, and send that."
    ),
    "embedded": _(
        "Other documents or programs are embedded in this one. Please take them out, or print it to PDF, and send that."
    ),
    "fetches": _(
        "This document would fetch or start something from elsewhere when it is opened (a template, a picture, data). Please print it to PDF and send that."
    ),
    "pdf_script": _("This PDF holds a script. Please print it to a new PDF and send that."),
    "pdf_form": _(
        "This PDF is a form that only some programs can show (XFA). Please print it to a new PDF and send that."
    ),
    "pdf_files_inside": _(
        "Other files are attached inside this PDF. Please send them on their own, and the PDF without."
    ),
    "pdf_starts_programs": _(
        "This PDF would start a program on the reader's computer. Please print it to a new PDF and send that."
    ),
    "pdf_reaches_out": _(
        "This PDF would open or send something outside of itself. Please print it to a new PDF and send that."
    ),
    "pdf_media": _("This PDF holds sound, film or 3D. Please print it to a new PDF and send that."),
    "not_text": _("This is not plain text. Please save it as “plain text, UTF-8”, or as PDF, and send that."),
    "gone": _("This file was lost before it was checked. Please send it again."),
    "not_checked": _("We could not check this file, and that is our fault. Please send it again."),
}

REMARKS: dict[str, "_StrPromise"] = {
    "has_comments": _("It has comments in it, with the names of who wrote them. Whoever opens it reads them."),
    "has_changes": _("It has tracked changes in it, also what was deleted, with names. Whoever opens it reads them."),
    "first_picture_only": _("It moved; we kept the first picture only."),
    "letters_converted": _("We changed it to today's letters (UTF-8). Please look whether accents are right."),
}


def reason(code: str) -> str:
    return str(REASONS.get(code, REASONS["not_checked"]))


def remarks(codes: list[str]) -> list[str]:
    return [str(REMARKS[code]) for code in codes if code in REMARKS]
