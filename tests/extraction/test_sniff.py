"""The type of a file by its first bytes."""

import pytest

from extraction.papers import encoded, pdf, scan
from payables.extraction.sniff import sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n junk before %PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "png"),
        (b"II*\x00\x08", "tiff"),
        (b"MM\x00*\x00", "tiff"),
        (b"<?xml version='1.0'?><Invoice/>", "xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "xml"),
        ("\ufeff<?xml version='1.0'?><a/>".encode("utf-16"), "xml"),
        (b"<rsm:CrossIndustryInvoice xmlns:rsm='x'>", "xml"),
    ],
)
def test_each_accepted_type_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


@pytest.mark.parametrize(
    "head",
    [b"", b"PK\x03\x04", b"GIF89a", b"%!PS-Adobe-3.0 EPSF-3.0", b"MZ\x90", b"<!DOCTYPE html><html>", b"<html><body>",
     b"<svg xmlns='http://www.w3.org/2000/svg'>", b"plain text", b"\x00" * 64, b"RIFF....WEBP", b"{\\rtf1"],
)  # fmt: skip
def test_any_other_type_is_unknown(head: bytes) -> None:
    assert sniff(head) is None


def test_real_files_are_recognised() -> None:
    image = scan().resize((60, 80))
    assert sniff(pdf()) == "pdf"
    assert [sniff(encoded(image, kind)) for kind in ("PNG", "JPEG", "TIFF")] == ["png", "jpeg", "tiff"]
