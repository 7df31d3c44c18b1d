"""Files that attack their reader, built small."""

import struct
import zlib

from extraction.papers import pdf


def flate_bomb(size: int = 1 << 30) -> bytes:
    """A PDF of a few kilobytes whose page content unpacks to `size` bytes through two Flate filters."""
    once = zlib.compressobj(9)
    block = b"BT ET q Q " * 100_000
    inner = b"".join(once.compress(block) for _ in range(size // len(block))) + once.flush()
    packed = zlib.compress(inner, 9)
    return pdf_of(packed, b"/Filter [/FlateDecode /FlateDecode]")


def pdf_of(content: bytes, entries: bytes = b"", pages: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF written by hand: one content stream shared by its pages."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content),
        *[page] * pages,
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def encrypted(version: str) -> bytes:
    """A PDF that asks for a password: 'rc4' (revision 3) or 'aes' (revision 6). Its keys are nobody's."""
    rc4 = b"/V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s>" % (b"5a" * 32, b"a5" * 32)
    aes = (
        b"/V 5 /R 6 /Length 256 /P -44 /O <%s> /U <%s> /OE <%s> /UE <%s> /Perms <%s> /StmF /StdCF /StrF /StdCF "
        b"/CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >>"
    ) % (b"5a" * 48, b"a5" * 48, b"11" * 32, b"22" * 32, b"33" * 16)
    entry = b"/Encrypt << /Filter /Standard %s >> /ID [<%s> <%s>]" % (
        rc4 if version == "rc4" else aes,
        b"01" * 16,
        b"01" * 16,
    )
    return pdf_of(b"BT ET", trailer=entry)


def huge_png(side: int = 20_000) -> bytes:
    """A black picture of side x side pixels in a small file, streamed so that it is never held unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\x00" * (1 + side // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{entities}]><r>&l9;</r>'.encode()


def with_doctype(xml: bytes) -> bytes:
    """The document with a DOCTYPE that would read a file of the machine."""
    start, rest = xml.split(b"?>", 1)
    return start + b'?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rest


def spoiled(at: float = 0.5) -> bytes:
    """A PDF cut off after a share of its bytes."""
    whole = pdf()
    return whole[: int(len(whole) * at)]
