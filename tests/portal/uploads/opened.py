"""What stands in a file once it is opened? All its parts unpacked, so that a test can look for marks; and does it open?"""

import io
import zipfile

import pikepdf
from PIL import Image


def everything_in(data: bytes) -> bytes:
    """Return the bytes as they are, and everything that is packed inside them."""
    found = [data]
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found += [archive.read(name) for name in archive.namelist()]
        except zipfile.BadZipFile:
            pass
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                found.append(
                    bytes(thing.unparse()) if not isinstance(thing, pikepdf.Stream) else thing.read_raw_bytes()
                )
            found.append(bytes(pdf.trailer.unparse()))
    return b"\n".join(found)


def check_it_opens(data: bytes, name: str) -> None:
    """Open the clean file as a reader's program would."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages) == 1
    elif name.endswith("txt"):
        data.decode("utf-8")
    else:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert not picture.getexif()
