"""Hostile and broken files: each ends in its own refusal, and the next document is read as if nothing had been."""

import time

import pytest
from PIL import Image

from extraction.bombs import billion_laughs, encrypted, flate_bomb, huge_png, pdf_of, spoiled, with_doctype
from extraction.desk import Desk
from extraction.einvoices import CII, UBL
from extraction.papers import encoded, pdf, scan
from payables.extraction.limits import Limits

DECLARED = b'<?xml version="1.0"?>'
FILES: dict[str, tuple[str, bytes, str]] = {
    "nothing at all": ("empty.pdf", b"", "empty_file"),
    "only blanks": ("blank.xml", b" \n\t\n ", "empty_file"),
    "a picture named .pdf": ("scan.pdf", encoded(Image.new("RGB", (50, 50)), "PNG"), "type_mismatch"),
    "a pdf named .png": ("scan.png", pdf(), "type_mismatch"),
    "text named .pdf": ("notes.pdf", b"Dear Sir or Madam", "type_mismatch"),
    "a zip": ("invoice.zip", b"PK\x03\x04" + b"\x00" * 100, "unsupported_type"),
    "a gif": ("invoice.gif", encoded(Image.new("P", (9, 9)), "GIF"), "unsupported_type"),
    "half a pdf": ("half.pdf", spoiled(0.4), "truncated"),
    "the first line of a pdf": ("line.pdf", b"%PDF-1.7\n", "truncated"),
    "a pdf without pages": ("zero.pdf", pdf_of(b"", pages=0), "truncated"),
    "half a png": ("half.png", encoded(scan(dpi=40), "PNG")[:900], "truncated"),
    "half a jpeg": ("half.jpg", encoded(scan(dpi=40), "JPEG")[:700], "truncated"),
    "half a tiff": ("half.tiff", encoded(scan(dpi=40), "TIFF")[:3000], "truncated"),
    "a pdf under rc4": ("locked.pdf", encrypted("rc4"), "encrypted"),
    "a pdf under aes": ("locked.pdf", encrypted("aes"), "encrypted"),
    "500 pages": ("book.pdf", pdf_of(b"BT ET", pages=500), "too_many_pages"),
    "a blank page": ("blank.pdf", pdf_of(b""), "no_text"),
    "a white picture": ("white.png", encoded(Image.new("RGB", (600, 800), "white"), "PNG"), "no_text"),
    "xml with a doctype": ("invoice.xml", with_doctype(UBL), "xml_doctype"),
    "xml with a doctype in utf-16": (
        "invoice.xml", with_doctype(UBL).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "xml_doctype",
    ),
    "a billion laughs": ("laughs.xml", billion_laughs(), "xml_doctype"),
    "xml in an encoding that could hide a doctype": (
        "invoice.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>', "unsupported_type",
    ),
    "a million empty elements": (
        "many.xml", DECLARED + b"<r>" + b"<a/>" * 1_000_000 + b"</r>", "too_large_when_unpacked",
    ),
    "200,000 elements inside each other": (
        "deep.xml", DECLARED + b"<a>" * 200_000 + b"</a>" * 200_000, "too_large_when_unpacked",
    ),
    "300 elements inside each other": ("deep.xml", DECLARED + b"<a>" * 300 + b"</a>" * 300, "too_large_when_unpacked"),
    "20 MB of xml": ("long.xml", DECLARED + b"<a>" + b"x" * 20_000_000 + b"</a>", "too_large_when_unpacked"),
    "xml that is no invoice": ("note.xml", b"<?xml version='1.0'?><note><to>you</to></note>", "xml_not_an_invoice"),
    "an order in ubl": (
        "order.xml", UBL.replace(b"<Invoice", b"<Order").replace(b"</Invoice", b"</Order"), "xml_not_an_invoice",
    ),
    "half an e-invoice": ("half.xml", CII[:2000], "truncated"),
    "400 million pixels": ("huge.png", huge_png(), "too_large_when_unpacked"),
    "81 million pixels": ("large.png", huge_png(9_000), "too_large_when_unpacked"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_with_its_code(desk: Desk, name: str) -> None:
    filename, data, code = FILES[name]
    started = time.monotonic()
    assert desk.refusal(data, filename) == code
    assert time.monotonic() - started < 20


def test_two_kilobytes_that_unpack_to_a_gigabyte_end_within_their_limits(desk: Desk) -> None:
    bomb = flate_bomb()
    assert len(bomb) < 6_000
    started = time.monotonic()
    assert desk.refusal(bomb, "bomb.pdf") in {"too_large_when_unpacked", "timed_out"}
    assert time.monotonic() - started < 20


def test_a_document_that_takes_too_long_is_stopped_at_the_wall_limit(desk: Desk) -> None:
    slow = pdf_of(b"BT ET", pages=150)
    assert desk.refusal(slow, "slow.pdf", Limits(wall_seconds=0.001)) == "timed_out"


def test_a_document_that_burns_cpu_is_stopped_at_the_cpu_limit(desk: Desk) -> None:
    image = encoded(Image.effect_noise((3000, 3000), 90), "PNG")
    assert desk.refusal(image, "noise.png", Limits(cpu_seconds=1, ocr_cpu_seconds=1)) == "timed_out"


def test_an_output_beyond_its_cap_is_refused(desk: Desk) -> None:
    assert desk.refusal(pdf(), "invoice.pdf", Limits(output_bytes=500)) == "too_large_when_unpacked"


def test_a_bad_file_does_not_harm_the_next(desk: Desk) -> None:
    for name in ("a billion laughs", "400 million pixels", "half a pdf"):
        filename, data, code = FILES[name]
        assert desk.refusal(data, filename) == code
        assert desk.read(pdf(), "invoice.pdf").fields["number"].value == "HS-20417"
