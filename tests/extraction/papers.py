"""Invoices made on the spot: exact truth, real bytes."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Text = tuple[float, float, str]  # points from the left and from the top

INVOICE: tuple[Text, ...] = (
    (60, 60, "Harbour Supplies Ltd"),
    (60, 76, "12 Quay Road, Bristol BS1 4AA"),
    (60, 92, "VAT No: GB123456789"),
    (360, 60, "INVOICE"),
    (360, 84, "Invoice number: HS-20417"),
    (360, 100, "Invoice date: 14 March 2026"),
    (360, 116, "Due date: 13 April 2026"),
    (360, 132, "PO number: PO-7781"),
    (60, 170, "Bill to"),
    (60, 186, "Blue Anchor Hotels Ltd"),
    (60, 202, "3 Harbour Way, Cardiff CF10 5AL"),
    (60, 260, "Description"),
    (330, 260, "Qty"),
    (400, 260, "Unit price"),
    (500, 260, "Amount"),
    (60, 280, "Linen napkins, white"),
    (335, 280, "40"),
    (405, 280, "2.50"),
    (505, 280, "100.00"),
    (60, 298, "Table cloth 180 x 300 cm"),
    (335, 298, "12"),
    (405, 298, "31.25"),
    (505, 298, "375.00"),
    (60, 316, "Delivery"),
    (335, 316, "1"),
    (405, 316, "15.00"),
    (505, 316, "15.00"),
    (400, 350, "Subtotal"),
    (505, 350, "490.00"),
    (400, 366, "VAT 20%"),
    (505, 366, "98.00"),
    (400, 384, "Total GBP"),
    (505, 384, "588.00"),
    (60, 430, "Please pay to IBAN GB33 BUKB 2020 1555 5555 55"),
)
VALUES = {
    "number": "HS-20417",
    "invoice_date": "2026-03-14",
    "due_date": "2026-04-13",
    "purchase_order": "PO-7781",
    "total_amount": "588.00",
    "total_tax": "98.00",
    "net_amount": "490.00",
    "currency": "GBP",
    "vendor_name": "Harbour Supplies Ltd",
    "vendor_vat_id": "GB123456789",
    "vendor_iban": "GB33BUKB20201555555555",
    "type": "invoice",
}
LINES = [("40", "2.50", "100.00"), ("12", "31.25", "375.00"), ("1", "15.00", "15.00")]


def pdf(texts: Sequence[Text] = INVOICE, *, rotate: int = 0, pages: int = 1) -> bytes:
    """A PDF with a text layer; `rotate` turns the page as a viewer would and the print against it."""
    stream = io.BytesIO()
    width, height = A4
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for _ in range(pages):
        canvas.setPageRotation(rotate)
        if rotate == 90:
            canvas.rotate(90)
            canvas.translate(0, -height)
        elif rotate == 180:
            canvas.rotate(180)
            canvas.translate(-width, -height)
        elif rotate == 270:
            canvas.rotate(-90)
            canvas.translate(-width, 0)
        canvas.setFont("Helvetica", 10)
        for x, top, text in texts:
            canvas.drawString(x, height - top, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def pages_pdf(*pages: Sequence[Text]) -> bytes:
    """A PDF with a text layer, its pages as given; one without texts is blank."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for texts in pages:
        canvas.setFont("Helvetica", 10)
        for x, top, text in texts:
            canvas.drawString(x, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def scan(texts: Sequence[Text] = INVOICE, dpi: int = 150) -> Image.Image:
    """The same paper as a picture."""
    scale = dpi / 72
    image = Image.new("RGB", (int(A4[0] * scale), int(A4[1] * scale)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=11 * scale)
    for x, top, text in texts:
        draw.text((x * scale, (top - 10) * scale), text, fill="black", font=font)
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture's bytes as 'PNG', 'JPEG' or 'TIFF'."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def picture_pdf(image: Image.Image) -> bytes:
    """A scan in a PDF: a page without a text layer."""
    return encoded(image, "PDF", resolution=150.0)


def without(*parts: str) -> tuple[Text, ...]:
    """The invoice without the texts that contain one of the parts."""
    return tuple(t for t in INVOICE if not any(p in t[2] for p in parts))


def changed(old: str, new: str) -> tuple[Text, ...]:
    """The invoice with one text in place of another."""
    return tuple((x, y, new if text == old else text) for x, y, text in INVOICE)
