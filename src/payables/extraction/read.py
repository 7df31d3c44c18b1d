"""Bytes to a reading, synchronously and without protection: called only inside the child process of the document."""

from pathlib import PurePath

from payables.extraction.errors import Unreadable
from payables.extraction.image.read import read_image
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.pdf.read import read_pdf
from payables.extraction.sniff import expected, sniff
from payables.extraction.xml.read import read_xml

_READERS = {"pdf": read_pdf, "xml": read_xml, "jpeg": read_image, "png": read_image, "tiff": read_image}
_IMAGES = ("jpeg", "png", "tiff")


def read(data: bytes, filename: str, limits: Limits) -> Reading:
    """Raises Unreadable."""
    return _READERS[kind_of(data, filename)](data, limits)


def kind_of(data: bytes, filename: str) -> str:
    """What the bytes are. Raises Unreadable: empty_file, type_mismatch, unsupported_type.

    One picture format under the name of another is common and harmless.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("empty_file")
    found, promised = sniff(data), expected(filename)
    if promised and found != promised and not (found in _IMAGES and promised in _IMAGES):
        raise Unreadable("type_mismatch", f"{PurePath(filename).suffix[:10]} holds {found or 'something else'}")
    if found is None:
        raise Unreadable("unsupported_type")
    return found
