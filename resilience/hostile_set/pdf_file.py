"""PDFs written by hand, object by object, so that they can be wrong on purpose."""

import zlib
from collections.abc import Sequence

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"


def pdf_of(content: bytes, entries: bytes = b"", pages: int = 1, trailer: bytes = b"") -> bytes:
    """One content stream shared by its pages; `entries` stand in the stream's dictionary."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        stream(content, entries),
        *[PAGE] * pages,
    ]
    return written(objects, trailer)


def one_page(
    content: bytes, resources: bytes = b"", others: Sequence[bytes] = (), catalog: bytes = b"", page: bytes = b""
) -> bytes:
    """A page whose resources may name `others`: objects 5, 6, ... `catalog` and `page` are entries more."""
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            stream(content),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << %s >> %s >>"
            % (resources, page),
            *others,
        ]
    )


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects from number 1, of which the first is the catalog, with a table that fits."""
    parts, at = [b"%PDF-1.7\n"], 9
    offsets: list[int] = []
    for number, text in enumerate(objects, 1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at))
    return b"".join(parts)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream in Flate."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + entries)


def repeated(block: bytes, size: int, times: int = 1) -> bytes:
    """`block` again and again to about `size` bytes, packed `times` times over, without ever holding it unpacked: a part
    that is packed by itself may be repeated as it is.
    """
    part = block * max(1, (1 << 20) // len(block)) if size > 1 << 20 else block
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts, checksum = size // len(part), 1
    body = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(parts):
        checksum = zlib.adler32(part, checksum)
    data = b"\x78\xda" + body * parts + b"\x03\x00" + checksum.to_bytes(4, "big")
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def text_page(lines: Sequence[str], extra: bytes = b"") -> tuple[bytes, bytes]:
    """Content and resources of a page with these lines from the top; `extra` is drawn after them."""
    drawn = b"".join(b"1 0 0 1 60 %d Tm (%s) Tj\n" % (780 - 20 * n, _escaped(line)) for n, line in enumerate(lines))
    return (
        b"BT /F1 10 Tf\n" + drawn + b"ET\n" + extra,
        b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>",
    )


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
