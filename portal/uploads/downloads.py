"""How does a file leave the house? As something to keep, never as something to run in our pages."""

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from portal.uploads import registry, storage
from portal.uploads.models import Upload
from portal.uploads.names import clean_name

SALT = "portal.uploads.downloads"
SECONDS_A_LINK_IS_GOOD = 60
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}


def answer(upload: Upload, *, is_own: bool, is_small: bool = False) -> FileResponse:
    """Stream the clean file, or the small version of a picture, to others under the name they know.

    A row whose bytes are gone is as good as no row.
    """
    small = storage.small(upload.code)
    path = small if is_small and small.exists() else storage.ready(upload.code)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=TYPES[upload.kind])
    name = upload.name if is_own else clean_name(registry.title_of(upload.pk), upload.kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def link_on_files_host(upload: Upload, *, is_own: bool) -> str:
    """Return an address on the second host: good for a minute, for this file alone, without a cookie."""
    code = signing.dumps([upload.pk, is_own], salt=SALT)
    return f"https://{settings.FILES_HOST}/files/at/{code}/"


def upload_of_link(code: str) -> tuple[int | None, bool]:
    """Return the id of the file, and whether the link was made for its owner."""
    try:
        pk, is_own = signing.loads(code, salt=SALT, max_age=SECONDS_A_LINK_IS_GOOD)
    except (signing.BadSignature, TypeError, ValueError):
        return None, False
    return pk, bool(is_own)
