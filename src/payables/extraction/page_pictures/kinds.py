"""Which files have pages to be looked at."""

from payables.extraction.errors import Unreadable
from payables.extraction.sniff import sniff

IMAGES = ("jpeg", "png", "tiff")


def kind_with_pages(data: bytes) -> str:
    """'pdf' or one of IMAGES. Raises Unreadable: unsupported_type, and no_pages for an e-invoice in XML."""
    kind = sniff(data)
    if kind == "xml":
        raise Unreadable("no_pages")
    if kind is None:
        raise Unreadable("unsupported_type")
    return kind
