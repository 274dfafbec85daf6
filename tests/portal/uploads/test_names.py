"""Is a file's name harmless, and still the name that a person gave?"""

import pytest

from portal.uploads.names import clean_name


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("rules.pdf", "pdf", "rules.pdf"),
        ("Hausordnung für Räume.docx", "docx", "Hausordnung für Räume.docx"),
        ("правила.txt", "txt", "правила.txt"),
        ("قواعد.pdf", "pdf", "قواعد.pdf"),
        ("Franc\u0327ais.pdf", "pdf", "Français.pdf"),
        ("می\u200cخواهم.pdf", "pdf", "می\u200cخواهم.pdf"),
        ("garden.JPEG", "jpg", "garden.jpg"),
        ("v1.2 final.pdf", "pdf", "v1.2 final.pdf"),
        ("photo.html", "png", "photo.html.png"),
        ("invoice.pdf.exe", "pdf", "invoice.pdf.exe.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\Mira\\rules.pdf", "pdf", "rules.pdf"),
        ("rules\u202efdp.exe", "pdf", "rulesfdp.exe.pdf"),
        ("a\x00b.pdf", "pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "pdf", "a Set-Cookie_ x=1.pdf"),
        ('a"; filename="evil.exe.pdf', "pdf", "a_; filename=_evil.exe.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "pdf", "_img src=x onerror=alert(1)_.pdf"),
        ("\u200b\u2060.pdf", "pdf", "file.pdf"),
        ("...", "txt", "file.txt"),
        ("", "pdf", "file.pdf"),
        (".htaccess", "txt", "htaccess.txt"),
        ("CON.pdf", "pdf", "_CON.pdf"),
        ("a\ud800b.pdf", "pdf", "ab.pdf"),
    ],
)
def test_a_name_loses_what_is_dangerous_and_nothing_else(given, kind, kept):
    assert clean_name(given, kind) == kept


@pytest.mark.parametrize("letter", ["a", "ж", "字", "🙂"])
def test_a_long_name_fits_on_every_disk(letter):
    name = clean_name(letter * 5000 + ".pdf", "pdf")

    assert len(name) <= 160
    assert len(name.encode()) < 200
    assert name.endswith(".pdf")
