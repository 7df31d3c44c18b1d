"""Print in another direction than the rest of the page: it does not turn the page, and it is not passed over."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extraction.desk import Desk
from extraction.papers import INVOICE, VALUES, Text
from payables.extraction.accounts import accounts_of
from payables.extraction.model import Reading

OTHER = "DE75512108001245126199"


def with_print_across(texts: tuple[Text, ...], *, size: float = 8, times: int = 1) -> bytes:
    """The invoice, and texts that are read upwards: so many points from the left edge and from the foot."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 10)
    for x, top, text in INVOICE:
        canvas.drawString(x, A4[1] - top, text)
    canvas.setFont("Helvetica", size)
    for n in range(times):
        for x, y, text in texts:
            canvas.saveState()
            canvas.translate(x + 1.2 * size * n, y)
            canvas.rotate(90)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in reading.validation if f.rule == "print-across"]


def test_an_account_in_the_margin_is_among_those_that_are_compared(desk: Desk) -> None:
    margin = "New bank details: please pay to IBAN DE75 5121 0800 1245 1261 99"
    reading = desk.read(with_print_across(((30, 200, margin),)), "invoice.pdf")
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
    assert accounts_of(reading) == [VALUES["vendor_iban"], OTHER]
    assert told(reading) == [("print-across", "warning")]


def test_a_block_of_fine_print_does_not_turn_the_page_and_its_sums_stop_the_invoice(desk: Desk) -> None:
    fine = (
        (200, 60, "General terms and conditions of sale and delivery apply to all of our supplies of goods " * 4),
        (203, 60, "Invoice number: HS-99999 Subtotal 1290.00 VAT 20% 258.00 Total GBP 1548.00 "),
    )
    reading = desk.read(with_print_across(fine, size=3, times=12), "invoice.pdf")
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
    assert told(reading) == [("print-across", "error")]


def test_a_credit_note_that_says_so_in_the_margin_only_stops(desk: Desk) -> None:
    assert told(desk.read(with_print_across(((30, 300, "CREDIT NOTE"),)), "invoice.pdf")) == [("print-across", "error")]


def test_a_forms_number_in_the_margin_stops_nothing(desk: Desk) -> None:
    reading = desk.read(with_print_across(((30, 300, "Form 20417 / 2026, printed by Quay Press"),)), "invoice.pdf")
    assert told(reading) == [("print-across", "warning")]
    assert {name: reading.fields[name].value for name in VALUES} == VALUES
