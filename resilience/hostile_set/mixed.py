"""Files that are two things, another thing, or nothing; and honest ones with damage."""

import gzip
import io
import random
import tarfile
import zipfile

from samples.damage import damaged

from resilience.hostile_set.images import PNG, SVG, chunk, png
from resilience.hostile_set.noise import saved, scraps
from resilience.hostile_set.pdf_carrying import EXE
from resilience.hostile_set.pdf_file import one_page, repeated, text_page
from resilience.hostile_set.pdf_structure import INVOICE
from resilience.hostile_set.xmls import invoice


def paper() -> bytes:
    """An honest page."""
    return one_page(*text_page(INVOICE))


def picture(kind: str) -> bytes:
    return saved(scraps(400, 500), kind)


def zipped(name: str = "invoice.xml", data: bytes = b"x" * 1000) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return archive.getvalue()


def office(folder: str) -> bytes:
    """A Word or Excel file with a macro."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        file.writestr(f"{folder}/vbaProject.bin", EXE)
    return archive.getvalue()


def tarred() -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as file:
        entry = tarfile.TarInfo("../../etc/passwd")
        entry.size = 5
        file.addfile(entry, io.BytesIO(b"x" * 5))
    return archive.getvalue()


ARCHIVES = {
    "zip": zipped(),
    "docx": office("word"),
    "xlsx": office("xl"),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "7z": b"7z\xbc\xaf\x27\x1c\0\4" + bytes(500),
    "rar": b"Rar!\x1a\x07\x01\x00" + bytes(500),
    "gz": gzip.compress(b"x" * 100_000),
    "tar.gz": tarred(),
    "exe": EXE,
    "elf": b"\x7fELF\x02\x01\x01" + bytes(500),
    "rtf": b"{\\rtf1 Total 12.50}",
    "eml": b"From: a@b.example\r\nSubject: Invoice\r\n\r\nTotal 12.50\r\n",
    "html": b"<!DOCTYPE html><html><script>fetch('http://127.0.0.1:1')</script>Total 12.50</html>",
    "sh": b"#!/bin/sh\nrm -rf /\n",
    "svg": SVG,
}


def pdf_and_zip() -> bytes:
    return paper() + zipped()


def pdf_and_html() -> bytes:
    return b"<!--<script>alert(1)</script>\n" + paper() + b"\n--><html><body onload=alert(1)>"


def pdf_behind_a_program() -> bytes:
    return EXE[:500] + paper()


def pdf_in_a_png() -> bytes:
    return png(100, 100, repeated(b"\xff" * 14, 1400), chunk(b"tEXt", b"a\0" + paper()))


def png_and_xml() -> bytes:
    return picture("PNG") + invoice()


def xml_that_says_pdf() -> bytes:
    return invoice(before=b"<!-- %PDF-1.7 -->")


def jpeg_and_php() -> bytes:
    plain = picture("JPEG")
    code = b"<?php system($_GET['c']); ?>"
    return plain[:2] + b"\xff\xfe" + (len(code) + 2).to_bytes(2, "big") + code + plain[2:] + code


def tiff_and_pdf() -> bytes:
    return picture("TIFF") + paper()


def jpeg_and_zip() -> bytes:
    return picture("JPEG") + zipped()


def seeds() -> dict[str, bytes]:
    """Honest files by ending."""
    return {"pdf": paper(), "xml": invoice(), "png": picture("PNG"), "jpg": picture("JPEG"), "tiff": picture("TIFF")}


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def honest_damaged(data: bytes, seed: str, times: int) -> bytes:
    """Always the same for a seed; its kind can still be told."""
    return damaged(data, random.Random(seed), times, whole=8)


def random_bytes(start: bytes, size: int = 200_000) -> bytes:
    return start + random.Random(f"{start!r} 2026").randbytes(size)


STARTS = {
    "pdf": b"%PDF-1.7\n",
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "tiff": b"II*\0\x08\0\0\0",
    "xml": b"<?xml version='1.0'?>",
}

NAMES = {
    "of 300 letters": "n" * 296 + ".pdf",
    "of 255 bytes": "n" * 251 + ".pdf",
    "up three folders": "../../../etc/passwd.pdf",
    "absolute": "/etc/cron.d/x.pdf",
    "of another system": "C:\\Windows\\..\\x.pdf",
    "turned round": "invoice\u202efdp.exe.pdf",
    "with a NUL": "a\0.exe.pdf",
    "of emoji": "\U0001f4b8\U0001f9fe.pdf",
    "of a device": "CON.pdf",
    "with markup": "<script>alert(1)</script>.pdf",
    "with a command": "$(rm -rf ~);`id`.pdf",
    "with line ends": "a\r\nX-Evil: 1\r\n\r\n.pdf",
    "with quotes": "\"'; DROP TABLE uploads;--.pdf",
    "of dots": "....pdf",
    "with percents": "%2e%2e%2f%00.pdf",
    "with no letter": ".pdf",
    "of combined marks": "e" + "\u0301" * 200 + ".pdf",
    "as a formula": "=cmd|'/c calc'!A1.pdf",
}
