"""Small invoices that differ from each other: PDFs and XML e-invoices, each with a number of its own."""

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).parents[1] / "src/payables/app/demo/samples"
XML_SAMPLES = {"weserkraft-4100238817.xml": "4100238817", "transports-mistral-2026-0442.xml": "2026-0442"}


def papers(count: int) -> dict[str, bytes]:
    """By file name. Every third is an XML e-invoice made from a sample."""
    made = [_xml(n) if n % 3 == 0 else _pdf(n) for n in range(count)]
    return dict(made)


def _xml(n: int) -> tuple[str, bytes]:
    name, number = list(XML_SAMPLES.items())[n // 3 % len(XML_SAMPLES)]
    text = (SAMPLES / name).read_text(encoding="utf-8")
    assert number in text
    return f"burst-{n:03}.xml", text.replace(number, f"BURST-{n:03}").encode()


def _pdf(n: int) -> tuple[str, bytes]:
    lines = [
        "Quay Street Bakery Ltd",
        "INVOICE",
        f"Invoice number: BURST-{n:03}",
        f"Invoice date: 2026-11-{n % 20 + 1:02}",
        "Bill to: Harbour Kitchen Ltd",
        f"Flour   2   {n + 10}.00   {2 * (n + 10)}.00",
        f"Total EUR {2 * (n + 10)}.00",
    ]
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    for row, line in enumerate(lines):
        canvas.drawString(60, 780 - 24 * row, line)
    canvas.save()
    return f"burst-{n:03}.pdf", data.getvalue()
