"""PDFs that carry an e-invoice, and one whose XML says what its page says."""

import io

from pypdf import PdfWriter

from extraction.einvoices import CII
from extraction.papers import pdf

# The page of `papers.INVOICE` as CII: number, date, sums, names and account are those of the page.
SAME = (
    CII.replace(b"UB-771", b"HS-20417")
    .replace(b"20260210", b"20260314")
    .replace(b"20260312", b"20260413")
    .replace(b">EUR<", b">GBP<")
    .replace(b'"EUR"', b'"GBP"')
    .replace(b"238.00", b"588.00")
    .replace(b"<ram:TotalPrepaidAmount>38.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>200.00", b"<ram:DuePayableAmount>588.00")
    .replace(b">38.00", b">98.00")
    .replace(b"200.00", b"490.00")
    .replace(b"Percent>19<", b"Percent>20<")
    .replace(b"Nordlicht Leuchten GmbH", b"Harbour Supplies Ltd")
    .replace(b"Hotel Anker AG", b"Blue Anchor Hotels Ltd")
    .replace(b"DE123456789", b"GB123456789")
    .replace(b"DE75512108001245126199", b"GB33BUKB20201555555555")
)  # fmt: skip


def carrying(attachment: bytes, page: bytes | None = None) -> bytes:
    """The page with the attachment as factur-x.xml inside."""
    writer = PdfWriter(io.BytesIO(page or pdf()))
    writer.add_attachment("factur-x.xml", attachment)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
