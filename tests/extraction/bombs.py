"""Files that attack their reader, built small: those of the hostile set that single tests ask for, and two more."""

from resilience.hostile_set.images import huge_png as huge_png
from resilience.hostile_set.pdf_carrying import encrypted as encrypted
from resilience.hostile_set.pdf_drawing import gigabyte_of_content as flate_bomb
from resilience.hostile_set.pdf_file import pdf_of as pdf_of
from resilience.hostile_set.xmls import billion_laughs as billion_laughs

from extraction.papers import pdf

__all__ = ["billion_laughs", "encrypted", "flate_bomb", "huge_png", "pdf_of", "spoiled", "with_doctype"]


def with_doctype(xml: bytes) -> bytes:
    """The document with a DOCTYPE that would read a file of the machine."""
    start, rest = xml.split(b"?>", 1)
    return start + b'?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rest


def spoiled(at: float = 0.5) -> bytes:
    """A PDF cut off after a share of its bytes."""
    whole = pdf()
    return whole[: int(len(whole) * at)]
