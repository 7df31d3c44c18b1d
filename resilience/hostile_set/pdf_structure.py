"""PDFs whose structure has no end, lies, or is far too large."""

import zlib

from resilience.hostile_set.pdf_file import PAGE, one_page, packed, pdf_of, stream, text_page, written

INVOICE = ["Hostile Goods Ltd", "INVOICE", "Invoice number: H-1", "Invoice date: 2026-11-02", "Total EUR 120.00"]
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
TREE = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"


def table_before_itself() -> bytes:
    """/Prev leads to the same table."""
    plain = pdf_of(b"BT ET")
    at = int(plain.rsplit(b"startxref\n", 1)[1].split()[0])
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def table_stream_of_two_billion() -> bytes:
    entries = b"/Type /XRef /Size 2147483647 /Index [0 2147483647] /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
    body = b"%PDF-1.7\n1 0 obj\n" + CATALOG + b"\nendobj\n2 0 obj\n" + TREE + b"\nendobj\n"
    table = stream(zlib.compress(bytes(7_000_000), 9), entries)
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def table_stream_before_itself() -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj\n" + CATALOG + b"\nendobj\n2 0 obj\n" + TREE + b"\nendobj\n4 0 obj\n" + PAGE + b"\nendobj\n"
    )
    table = stream(bytes(21), b"/Type /XRef /Size 10 /W [1 4 2] /Index [0 3] /Root 1 0 R /Prev %d" % len(body))
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def tree_that_is_its_own_child() -> bytes:
    return written([CATALOG, b"<< /Type /Pages /Count 5 /Kids [2 0 R 4 0 R 2 0 R] >>", stream(b"BT ET"), PAGE])


def tree_of_five_thousand_levels() -> bytes:
    levels = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(5, 5005)]
    top = b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>"
    return written([CATALOG, top, stream(b"BT ET"), PAGE, *levels, PAGE.replace(b"2 0 R", b"5004 0 R", 1)])


def two_billion_pages_said() -> bytes:
    return pdf_of(b"BT ET").replace(b"/Count 1", b"/Count 2147483647")


def one_page_hundred_thousand_times() -> bytes:
    kids = b"4 0 R " * 100_000
    return written([CATALOG, b"<< /Type /Pages /Count 100000 /Kids [%s] >>" % kids, stream(b"BT ET"), PAGE])


def three_hundred_pages() -> bytes:
    return pdf_of(b"BT ET", pages=300)


def three_hundred_thousand_objects() -> bytes:
    return one_page(b"BT ET", others=[b"[1 2 3]"] * 300_000)


def million_objects_in_a_stream() -> bytes:
    """Packed into an object stream of some hundred kilobytes; the table names none of them, repairing finds them."""
    head = b" ".join(b"%d %d" % (100 + n, 2 * n) for n in range(1_000_000))
    content = head + b"\n" + b"1 " * 1_000_000
    return one_page(b"BT ET", others=[packed(content, b"/Type /ObjStm /N 1000000 /First %d" % (len(head) + 1))])


def object_streams_in_a_ring() -> bytes:
    """Each extends the other, and the page lies in one of them."""
    head = b"20 0 "
    content = head + PAGE
    rings = [stream(content, b"/Type /ObjStm /N 1 /First %d /Extends %d 0 R" % (len(head), other)) for other in (6, 5)]
    return written([CATALOG, b"<< /Type /Pages /Count 1 /Kids [20 0 R] >>", stream(b"BT ET"), PAGE, *rings])


def arrays_inside_each_other() -> bytes:
    return one_page(b"BT ET", page=b"/Deep " + b"[" * 100_000 + b"]" * 100_000)


def dictionaries_inside_each_other() -> bytes:
    return one_page(b"BT ET", catalog=b"/Deep " + b"<< /A " * 50_000 + b"1" + b" >>" * 50_000)


def operands_inside_each_other() -> bytes:
    return one_page(b"[" * 200_000 + b"]" * 200_000 + b" TJ")


def no_trailer() -> bytes:
    return pdf_of(b"BT ET").split(b"xref\n")[0]


def trailer_without_root() -> bytes:
    return pdf_of(b"BT ET").replace(b"/Root 1 0 R", b"")


def table_far_away() -> bytes:
    head, _ = pdf_of(b"BT ET").rsplit(b"startxref\n", 1)
    return head + b"startxref\n99999999999999999999\n%%EOF\n"


def table_at_minus_one() -> bytes:
    head, _ = pdf_of(b"BT ET").rsplit(b"startxref\n", 1)
    return head + b"startxref\n-1\n%%EOF\n"


def lengths_that_lie() -> bytes:
    return one_page(*text_page(INVOICE)).replace(b"/Length ", b"/Length 99999999")


def length_that_is_itself() -> bytes:
    return written([CATALOG, TREE, b"<< /Length 3 0 R >>\nstream\nBT ET\nendstream", PAGE])


def contradicting_update() -> bytes:
    """An update after the end shows another total than the page that was signed first."""
    first = one_page(*text_page(INVOICE))
    content, _ = text_page([*INVOICE[:-1], "Total EUR 9,999,120.00"])
    at = len(first)
    update = b"3 0 obj\n%s\nendobj\n" % stream(content)
    before = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    table = b"xref\n3 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\n" % (at, before)
    return first + update + table + b"startxref\n%d\n%%%%EOF\n" % (at + len(update))


def outlines_in_a_ring() -> bytes:
    ring = [b"<< /Title (a) /Next 6 0 R /Prev 6 0 R /Parent 5 0 R /First 5 0 R >>"] * 2
    return one_page(*text_page(INVOICE), [ring[0], ring[1]], catalog=b"/Outlines 5 0 R")


def name_tree_in_a_ring() -> bytes:
    tree = b"<< /Kids [5 0 R 5 0 R] /Limits [(a) (z)] >>"
    return one_page(*text_page(INVOICE), [tree], catalog=b"/Names << /EmbeddedFiles 5 0 R >> /AF [5 0 R]")


def parents_in_a_ring() -> bytes:
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] /Parent 5 0 R >>"
    return written([CATALOG, tree, stream(b"BT ET"), PAGE.replace(b"/MediaBox [0 0 595 842]", b""), tree])


def boxes(box: str) -> bytes:
    """A page of this size, with text."""
    return one_page(*text_page(INVOICE)).replace(b"[0 0 595 842]", b"[%s]" % box.encode())


def million_times_enlarged() -> bytes:
    return one_page(*text_page(INVOICE), page=b"/UserUnit 1000000")
