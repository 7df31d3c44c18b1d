"""Payment codes: Swiss QR-bills and GiroCodes, read and held against the print."""

import io
from collections.abc import Sequence

import numpy
import pytest
import zxingcpp
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extraction.desk import Desk
from extraction.papers import INVOICE, Text, encoded, pages_pdf, scan
from payables.extraction.accounts import accounts_of
from payables.extraction.codes.epc import girocode
from payables.extraction.codes.payment import creditor_reference_is_valid, qr_reference_is_valid
from payables.extraction.codes.swiss import qr_bill
from payables.extraction.limits import Limits
from payables.extraction.model import Code, EarlyDiscount, Reading, Terms

PRINTED_IBAN = "GB33BUKB20201555555555"
OTHER_IBAN = "DE89370400440532013000"
SWISS = (
    "SPC", "0200", "1", "CH4431999123000889012", "S", "Robert Schneider AG", "Rue du Lac", "1268", "2501", "Biel", "CH",
    "", "", "", "", "", "", "", "1949.75", "CHF", "S", "Pia Rutschmann", "Marktgasse", "28", "9400", "Rorschach", "CH",
    "QRR", "210000000003139471430009017", "Order of 15 June 2026", "EPD",
    "//S1/10/10201409/11/260512/20/1400.000-53/30/106017086/31/260508/32/7.7/40/2:10;0:30",
)  # fmt: skip


def giro(
    iban: str = PRINTED_IBAN, amount: str = "EUR588", version: str = "002", end: str = "\n", text: str = "HS-20417"
) -> str:
    return end.join(("BCD", version, "1", "SCT", "", "Harbour Supplies Ltd", iban, amount, "", "", text))


def swiss(end: str = "\r\n", **changed: str) -> str:
    lines: list[str] = [*SWISS]
    for place, value in changed.items():
        lines[int(place[1:])] = value
    return end.join(lines)


def qr(text: str, scale: int = 8, kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.QRCode) -> Image.Image:
    return Image.fromarray(numpy.array(zxingcpp.create_barcode(text, kind).to_image(scale=scale)))


def with_code(code: str | None, texts: Sequence[Text] = INVOICE, *, side: float = 120) -> bytes:
    """The paper with the code as a picture at its foot."""
    return with_picture(qr(code) if code else None, texts, side=side)


def with_picture(picture: Image.Image | None, texts: Sequence[Text] = INVOICE, *, side: float = 120) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 10)
    for x, top, text in texts:
        canvas.drawString(x, A4[1] - top, text)
    if picture:
        canvas.drawImage(ImageReader(picture), 60, 60, side, side)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def rules(reading: Reading) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in reading.validation if finding.rule.startswith("code-")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_qr_bill_says_who_is_to_be_paid_how_much_and_for_what(end: str) -> None:
    found = qr_bill(Code("QR Code", swiss(end)))
    assert found is not None
    assert (found.iban, found.name, found.amount, found.currency) == (SWISS[3], "Robert Schneider AG", "1949.75", "CHF")
    assert (found.number, found.invoice_date, found.vat_id, found.terms) == (
        "10201409",
        "2026-05-12",
        "CHE106017086",
        Terms(30, discounts=[EarlyDiscount("2", 10)]),
    )
    assert (found.reference, found.findings) == ("210000000003139471430009017", [])


@pytest.mark.parametrize("version", ["001", "002", "003"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_girocode_says_who_is_to_be_paid_and_how_much(version: str, end: str) -> None:
    found = girocode(Code("QR Code", giro(OTHER_IBAN, "EUR12.3", version, end)))
    assert found is not None
    assert (found.iban, found.amount, found.currency, found.reference) == (OTHER_IBAN, "12.30", "EUR", "HS-20417")


def test_wrong_check_digits_are_told_and_not_used() -> None:
    wrong = qr_bill(Code("QR Code", swiss(l3="CH4431999123000889013", l28="210000000003139471430009018")))
    assert wrong is not None
    assert (wrong.iban, wrong.reference) == (None, None)
    assert [(f.rule, f.severity) for f in wrong.findings] == [
        ("code-iban-invalid", "error"),
        ("code-reference-invalid", "warning"),
    ]


@pytest.mark.parametrize("text", ["https://example.com/pay", "SPC\n0200", "BCD\n004\n1\nSCT\n\nA\nDE1", "", "BCD"])
def test_another_code_is_no_payment(text: str) -> None:
    code = Code("QR Code", text)
    assert qr_bill(code) is None
    assert girocode(code) is None


def test_check_digits_of_references() -> None:
    assert qr_reference_is_valid("210000000003139471430009017")
    assert not qr_reference_is_valid("210000000003139471430009011")
    assert creditor_reference_is_valid("RF18539007547034")
    assert not creditor_reference_is_valid("RF19539007547034")


def test_a_code_on_the_page_makes_its_values_sure(desk: Desk) -> None:
    reading = desk.read(with_code(giro(amount="EUR588.00")), "invoice.pdf")
    iban, total = reading.fields["vendor_iban"], reading.fields["total_amount"]
    assert (iban.value, iban.confidence, total.value) == (PRINTED_IBAN, 0.99, "588.00")
    assert iban.box is not None
    assert iban.box[1] > 0.7
    assert (reading.method, len(reading.codes)) == (["text", "code:girocode"], 1)


def test_another_account_in_the_code_than_on_the_paper_is_an_error(desk: Desk) -> None:
    reading = desk.read(with_code(giro(OTHER_IBAN)), "invoice.pdf")
    assert ("code-other-iban", "error") in rules(reading)
    assert reading.fields["vendor_iban"].value == PRINTED_IBAN


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        (giro(OTHER_IBAN).replace("SCT", "sct"), "QRCode", 120),
        (giro(OTHER_IBAN, version="003"), "QRCode", 120),
        (f"bank://singlepaymentsepa?name=Harbour&iban={OTHER_IBAN}&amount=588,00", "QRCode", 120),
        (f"https://pay.example.net/{OTHER_IBAN.lower()}?amount=588", "QRCode", 120),
        (f"SPD*1.0*ACC:{OTHER_IBAN}*AM:588.00*CC:EUR", "QRCode", 120),
        (giro(OTHER_IBAN), "Aztec", 120),
        (giro(OTHER_IBAN), "DataMatrix", 120),
        (giro(OTHER_IBAN), "QRCode", 34),
        (giro(OTHER_IBAN), "QRCode", 300),
    ],
)
def test_an_account_in_a_code_of_any_form_and_size_is_compared(desk: Desk, text: str, kind: str, side: float) -> None:
    made = qr(text, kind=getattr(zxingcpp.BarcodeFormat, kind))
    reading = desk.read(with_picture(made, side=side), "invoice.pdf")
    assert ("code-other-iban", "error") in rules(reading)
    assert OTHER_IBAN in accounts_of(reading)
    assert reading.fields["vendor_iban"].value == PRINTED_IBAN


def test_a_code_that_asks_for_more_than_the_total_stops(desk: Desk) -> None:
    assert ("code-other-amount", "error") in rules(desk.read(with_code(giro(amount="EUR9588")), "invoice.pdf"))


def test_billing_information_names_the_invoice(desk: Desk) -> None:
    left_out = ("number", "IBAN", "date", "GBP", ".00", ".50", ".25", "Subtotal", "VAT 20%")
    bare = tuple(text for text in INVOICE if not any(word in text[2] for word in left_out))
    reading = desk.read(with_code(swiss(), bare), "invoice.pdf")
    found = {
        name: reading.fields[name].value
        for name in ("number", "invoice_date", "vendor_iban", "total_amount", "currency")
    }
    assert found == {
        "number": "10201409",
        "invoice_date": "2026-05-12",
        "vendor_iban": SWISS[3],
        "total_amount": "1949.75",
        "currency": "CHF",
    }
    assert reading.terms == Terms(30, discounts=[EarlyDiscount("2", 10)])
    due = reading.fields["due_date"]
    assert (due.value, due.by) == ("2026-06-11", "terms")


def test_a_code_of_another_amount_is_told(desk: Desk) -> None:
    assert ("code-other-amount", "warning") in rules(desk.read(with_code(giro(amount="EUR1.00")), "invoice.pdf"))


def test_a_code_of_another_currency_than_the_totals_is_told(desk: Desk) -> None:
    """The GiroCode knows euros alone, and the paper asks for pounds."""
    reading = desk.read(with_code(giro(amount="EUR588")), "invoice.pdf")
    assert reading.fields["currency"].value == "GBP"
    assert ("code-other-currency", "warning") in rules(reading)


def test_a_code_on_a_scan_is_read(desk: Desk) -> None:
    page = scan()
    page.paste(qr(giro(), 5), (150, 1300))
    reading = desk.read(encoded(page, "PNG"), "scan.png")
    assert [code.text.split("\n")[0] for code in reading.codes] == ["BCD"]


def test_a_page_without_a_code_is_not_drawn(desk: Desk) -> None:
    """Nothing on it is square, and no word speaks of one: it costs no more than its text."""
    assert desk.read(pages_pdf(INVOICE), "invoice.pdf").codes == []
    assert desk.read(with_code("nothing to pay"), "invoice.pdf").fields["total_amount"].value == "588.00"


def test_a_barcode_separates(desk: Desk) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for texts in (INVOICE, None, INVOICE):
        canvas.setFont("Helvetica", 10)
        if texts is None:
            canvas.drawImage(ImageReader(qr("PATCHT", 4, zxingcpp.BarcodeFormat.Code128)), 100, 500, 300, 80)
        for x, top, text in texts or ():
            canvas.drawString(x, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    reading = desk.read(stream.getvalue(), "stack.pdf", Limits())
    assert [part.pages for part in reading.parts] == [[1], [3]]
