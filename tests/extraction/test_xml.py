"""E-invoices: every field exact, broken ones refused or reported by rule."""

import pytest
from facturx import generate_from_binary

from extraction.desk import Desk
from extraction.einvoices import CII, CII_ADJUSTED, CII_LOGISTICS, UBL, UBL_ADJUSTED, UBL_CREDIT, VALUES
from extraction.hybrids import carrying
from extraction.papers import pdf
from payables.extraction.model import Adjustment, Reading


def values(reading: Reading) -> dict[str, str]:
    return {name: field.value for name, field in reading.fields.items()}


@pytest.mark.parametrize(("xml", "method"), [(UBL, "xml:ubl"), (CII, "xml:cii")])
def test_both_syntaxes_give_every_field_exactly(desk: Desk, xml: bytes, method: str) -> None:
    reading = desk.read(xml, "invoice.xml")
    assert {n: v for n, v in values(reading).items() if n in VALUES} == VALUES
    assert (reading.kind, reading.method, reading.validation) == ("xml", [method], [])
    assert {f.confidence for f in reading.fields.values()} == {1.0}


@pytest.mark.parametrize("xml", [UBL, CII])
def test_lines_carry_quantity_unit_price_amount_and_tax(desk: Desk, xml: bytes) -> None:
    (line,) = desk.read(xml, "invoice.xml").items
    cells = (line.name, line.sku, line.quantity, line.unit, line.price, line.amount, line.tax_rate)
    assert [c.value if c else None for c in cells] == ["Lampe", "L-9", "4", "C62", "50.00", "200.00", "19"]


def test_a_number_may_end_with_its_dot(desk: Desk) -> None:
    (line,) = desk.read(CII.replace(b'"C62">4<', b'"C62">4.<'), "invoice.xml").items
    assert line.quantity is not None
    assert line.quantity.value == "4"


def test_a_ubl_credit_note_is_a_credit_memo(desk: Desk) -> None:
    reading = desk.read(UBL_CREDIT, "credit.xml")
    assert values(reading)["type"] == "credit_memo"
    assert reading.items[0].quantity is not None
    assert values(reading)["total_amount"] == "238.00"


def test_a_credit_memo_with_negative_amounts_is_turned_positive(desk: Desk) -> None:
    negative = CII.replace(b">380<", b">381<")
    for amount in (b"200.00", b"38.00", b"238.00"):
        negative = negative.replace(b">" + amount, b">-" + amount)
    negative = negative.replace(b">4</ram:Billed", b">-4</ram:Billed")
    reading = desk.read(negative, "credit.xml")
    assert (values(reading)["type"], values(reading)["total_amount"]) == ("credit_memo", "238.00")
    (line,) = reading.items
    assert line.quantity is not None
    assert line.amount is not None
    assert (line.quantity.value, line.amount.value) == ("4", "200.00")


@pytest.mark.parametrize("xml", [UBL_ADJUSTED, CII_ADJUSTED, CII_LOGISTICS], ids=["ubl", "cii", "logistics"])
def test_what_concerns_the_whole_document_is_carried_with_its_reason_and_rate(desk: Desk, xml: bytes) -> None:
    reading = desk.read(xml, "invoice.xml")
    assert [_told(a) for a in reading.allowances] == [["10.00", "Treuerabatt", "19"], ["5.00", "95", "19"]]
    assert [_told(a) for a in reading.charges] == [["5.00", "Fracht", "19"]]
    names = ("allowance_total", "charge_total", "prepaid_amount", "rounding_amount", "amount_due")
    assert [values(reading)[name] for name in names] == ["15.00", "5.00", "50.00", "-0.10", "176.00"]
    assert reading.validation == []


def _told(adjustment: Adjustment) -> list[str | None]:
    cells = (adjustment.amount, adjustment.reason, adjustment.tax_rate)
    return [cell.value if cell else None for cell in cells]


def test_of_a_negative_credit_memo_these_are_turned_too(desk: Desk) -> None:
    negative = (
        CII_ADJUSTED.replace(b">380<", b">381<").replace(b">-0.10<", b">0.10<").replace(b">4</ram:B", b">-4</ram:B")
    )
    for amount in (b"200.00", b"190.00", b"36.10", b"226.10", b"50.00", b"176.00", b"10.00", b"15.00", b"5.00"):
        negative = negative.replace(b">" + amount, b">-" + amount)
    reading = desk.read(negative, "credit.xml")
    assert [_told(a)[0] for a in reading.allowances + reading.charges] == ["10.00", "5.00", "5.00"]
    assert (values(reading)["prepaid_amount"], values(reading)["rounding_amount"]) == ("50.00", "-0.10")


def test_an_invoice_inside_a_pdf_comes_before_the_page(desk: Desk) -> None:
    hybrid = generate_from_binary(pdf(), CII, check_xsd=False, check_schematron=False, level="en16931")
    reading = desk.read(hybrid, "hybrid.pdf")
    assert reading.method == ["xml:cii", "text"]
    assert values(reading)["number"] == "UB-771"
    assert [a.name for a in reading.attachments] == ["factur-x.xml"]
    assert (reading.kind, reading.pages) == ("pdf", 1)


def test_a_profile_that_promises_less_is_only_added_up(desk: Desk) -> None:
    minimum = CII.replace(b"urn:cen.eu:en16931:2017", b"urn:factur-x.eu:1p0:minimum")
    minimum = minimum.replace(b"<ram:TotalPrepaidAmount>38.00</ram:TotalPrepaidAmount>", b"")
    with_lines = [f.rule for f in desk.read(minimum, "invoice.xml").validation]
    assert "BR-CO-16" in with_lines, "more than the profile is judged by all rules"
    start, end = minimum.index(b"<ram:IncludedSupply"), minimum.index(b"<ram:ApplicableHeaderTradeAgreement>")
    minimum = minimum[:start] + minimum[end:]
    assert desk.read(minimum, "invoice.xml").validation == []
    wrong = desk.read(minimum.replace(b"238.00", b"239.00"), "invoice.xml").validation
    assert [(f.rule, f.severity) for f in wrong] == [("BR-CO-15", "error")]


def test_a_broken_invoice_inside_a_pdf_leaves_the_page_and_a_warning(desk: Desk) -> None:
    reading = desk.read(carrying(CII[:900]), "hybrid.pdf")
    assert (reading.method, values(reading)["number"]) == (["text"], "HS-20417")
    assert "factur-x.xml was not used" in reading.warnings[0]


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [(b"/EF", b"/EX"), (b"/Names [", b"/Names 9["), (b"/EmbeddedFiles", b"/EmbeddedFiles 9 %")],
)
def test_an_invoice_that_cannot_be_taken_out_of_a_pdf_leaves_the_page_and_a_warning(
    desk: Desk, whole: bytes, damaged: bytes
) -> None:
    hybrid = carrying(CII)
    assert hybrid.count(whole) >= 1
    reading = desk.read(hybrid.replace(whole, damaged, 1), "hybrid.pdf")
    assert (reading.method, values(reading)["number"]) == (["text"], "HS-20417")
    [warning] = reading.warnings
    assert "could not all be taken out" in warning


def test_other_files_inside_a_pdf_are_only_listed(desk: Desk) -> None:
    reading = desk.read(carrying(b"<?xml version='1.0'?><timesheet/>"), "invoice.pdf")
    assert (reading.method, reading.warnings) == (["text"], [])
    assert [(a.name, a.size) for a in reading.attachments] == [("factur-x.xml", 33)]


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (UBL.replace(b"<cbc:ID>UB-771</cbc:ID>", b""), "BR-02"),
        (UBL.replace(b"<cbc:IssueDate>2026-02-10</cbc:IssueDate>", b""), "BR-03"),
        (UBL.replace(b"2026-02-10", b"2026-02-30"), "BR-03"),
        (CII.replace(b"Nordlicht Leuchten GmbH", b" "), "BR-06"),
        (UBL.replace(b'LineExtensionAmount currencyID="EUR">200', b'LineExtensionAmount>9', 1), "BR-CO-10"),
        (CII.replace(b"238.00", b"239.00"), "BR-CO-15"),
        (UBL.replace(b'PayableAmount currencyID="EUR">200.00', b'PayableAmount currencyID="EUR">238.00'), "BR-CO-16"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_read_and_reported_by_the_rules_name(desk: Desk, xml: bytes, rule: str) -> None:
    found = desk.read(xml, "invoice.xml").validation
    assert rule in [f.rule for f in found]
    assert {f.severity for f in found} == {"error"}


@pytest.mark.parametrize(
    "amount", [b"1e999999999", b"NaN", b"Infinity", "１２３".encode(), b"1_000", b"0x10", b"12,50", b"9" * 40]
)
def test_an_amount_that_is_no_decimal_is_left_out(desk: Desk, amount: bytes) -> None:
    reading = desk.read(
        UBL.replace(b'TaxInclusiveAmount currencyID="EUR">238.00', b'TaxInclusiveAmount currencyID="EUR">' + amount),
        "i.xml",
    )
    assert "total_amount" not in reading.fields or reading.fields["total_amount"].value == "200.00"


def test_utf_16_is_read(desk: Desk) -> None:
    text = UBL.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert values(desk.read(text.encode("utf-16"), "invoice.xml"))["number"] == "UB-771"
