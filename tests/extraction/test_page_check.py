"""The XML of a hybrid file against its printed page."""

import pytest

from extraction.desk import Desk
from extraction.hybrids import SAME, carrying
from extraction.papers import INVOICE, pdf, picture_pdf, scan
from payables.extraction.accounts import accounts_of
from payables.extraction.limits import Limits
from payables.extraction.model import Finding

SAME_LINES = SAME.replace(b"ChargeAmount>50.00", b"ChargeAmount>122.50")
ONE_LINE = pdf(
    [text for text in INVOICE if not 278 < text[1] < 310 and not 314 < text[1] < 318] + [(505, 280, "490.00")]
)


def differing(desk: Desk, xml: bytes, page: bytes | None = None) -> list[Finding]:
    found = desk.read(carrying(xml, page), "hybrid.pdf").validation
    return [finding for finding in found if finding.rule == "page-differs"]


def test_a_page_that_says_the_same_raises_no_finding(desk: Desk) -> None:
    assert differing(desk, SAME_LINES, ONE_LINE) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "stated", "printed"),
    [
        (b"20260314", b"20260317", "invoice date", "2026-03-17", "2026-03-14"),
        (b"20260413", b"20260501", "due date", "2026-05-01", "2026-04-13"),
        (b'"GBP">98.00', b'"GBP">77.00', "total tax", "77.00", "98.00"),
        (b"TaxBasisTotalAmount>490.00", b"TaxBasisTotalAmount>480.00", "net amount", "480.00", "490.00"),
        (b"Harbour Supplies Ltd", b"Quite Other GmbH", "vendor name", "Quite Other GmbH", "Harbour Supplies Ltd"),
        (b"Blue Anchor Hotels Ltd", b"Grand Budapest", "buyer name", "Grand Budapest", "Blue Anchor Hotels Ltd"),
        (b"GB123456789", b"GB999999973", "vendor vat id", "GB999999973", "GB123456789"),
    ],
)  # fmt: skip
def test_a_field_that_differs_is_a_warning_that_names_both_values(
    desk: Desk, old: bytes, new: bytes, field: str, stated: str, printed: str
) -> None:
    [told] = differing(desk, SAME_LINES.replace(old, new), ONE_LINE)
    assert (told.severity, told.message) == (
        "warning",
        f"The XML says the {field} is {stated}, but the page says {printed}.",
    )


def test_another_number_stops_the_invoice(desk: Desk) -> None:
    """By its number alone an invoice that came twice is found."""
    [told] = differing(desk, SAME_LINES.replace(b"HS-20417", b"HS-99999"), ONE_LINE)
    assert (told.severity, told.message) == (
        "error",
        "The XML says the number is HS-99999, but the page says HS-20417.",
    )


def test_another_total_stops_the_invoice(desk: Desk) -> None:
    other = SAME_LINES.replace(b"588.00", b"688.00")
    assert [(f.severity, f.message) for f in differing(desk, other, ONE_LINE)] == [
        ("error", "The XML says the total amount is 688.00, but the page says 588.00.")
    ]


def test_a_total_that_the_page_has_as_another_sum_stops_it_too(desk: Desk) -> None:
    """The XML asks for less than is printed beside the word for it: its sum stands on the page, as something else."""
    told = differing(desk, SAME_LINES.replace(b"588.00", b"100.00"), pdf())
    assert ("error", "The XML says the total amount is 100.00, but the page says 588.00.") in [
        (f.severity, f.message) for f in told
    ]


def test_another_account_stops_the_invoice(desk: Desk) -> None:
    other = SAME_LINES.replace(b"GB33BUKB20201555555555", b"DE75512108001245126199")
    assert [(f.severity, f.message) for f in differing(desk, other, ONE_LINE)] == [
        ("error", "The XML says the vendor IBAN is DE75512108001245126199, but the page says GB33BUKB20201555555555.")
    ]


@pytest.mark.parametrize("printed", [("Total JPY", "588.00"), ("Total", "¥588.00"), ("Total", "588.00 EUR")])
def test_the_total_in_another_currency_stops_the_invoice(desk: Desk, printed: tuple[str, str]) -> None:
    label, amount = printed
    page = pdf([(x, y, text.replace("Total GBP", label).replace("588.00", amount)) for x, y, text in INVOICE])
    told = [f.message for f in differing(desk, SAME_LINES, page) if f.severity == "error"]
    [other] = [mark for mark in ("JPY", "¥", "EUR") if mark in label + amount]
    assert told == [f"The XML says the currency is GBP, but the page says {other}."]


def test_a_total_that_the_page_has_in_both_currencies_is_no_other(desk: Desk) -> None:
    page = pdf([*INVOICE, (400, 400, "Total EUR"), (505, 400, "690.00")])
    assert [f for f in differing(desk, SAME_LINES, page) if f.severity == "error"] == []


def headed(heading: str, number: str) -> bytes:
    return pdf([(x, y, text.replace("INVOICE", heading).replace("Invoice number", number)) for x, y, text in INVOICE])


def test_a_page_that_is_headed_credit_note_stops_an_invoice_and_the_other_way(desk: Desk) -> None:
    credit_note = headed("CREDIT NOTE", "Credit note number")
    as_credit = SAME_LINES.replace(b"TypeCode>380<", b"TypeCode>381<")
    told = [f.message for f in differing(desk, SAME_LINES, credit_note) if f.severity == "error"]
    assert told == ["The XML says the type is invoice, but the page says credit memo."]
    told = [f.message for f in differing(desk, as_credit, pdf()) if f.severity == "error"]
    assert told == ["The XML says the type is credit memo, but the page says invoice."]
    assert [f for f in differing(desk, as_credit, credit_note) if f.severity == "error"] == []


def test_what_the_buyer_draws_up_may_be_headed_credit_note(desk: Desk) -> None:
    self_billed = SAME_LINES.replace(b"TypeCode>380<", b"TypeCode>389<")
    told = differing(desk, self_billed, headed("GUTSCHRIFT", "Gutschrift number"))
    assert [f for f in told if f.severity == "error"] == []


def test_a_sum_that_the_page_does_not_call_its_total_is_none(desk: Desk) -> None:
    """An allowance and a charge of what the page says make it no sum of the XML's."""
    high = SAME_LINES.replace(b"588.00", b"688.00").replace(
        b"<ram:TaxBasisTotalAmount>",
        b"<ram:ChargeTotalAmount>588.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>588.00</ram:AllowanceTotalAmount>"
        b"<ram:TaxBasisTotalAmount>",
    )
    page = pdf([*INVOICE, (60, 470, "Your turnover with us this year: 688.00")])
    told = [f.message for f in differing(desk, high, page) if f.severity == "error"]
    assert told == ["The XML says the total amount is 688.00, but the page says 588.00."]


def test_a_page_that_is_a_picture_is_read_and_compared(desk: Desk) -> None:
    page = picture_pdf(scan())
    assert [f for f in differing(desk, SAME_LINES, page) if f.severity == "error"] == []
    told = [f.message for f in differing(desk, SAME_LINES.replace(b"588.00", b"688.00"), page) if f.severity == "error"]
    assert told == ["The XML says the total amount is 688.00, but the page says 588.00."]


def test_a_picture_that_was_not_read_stops_the_invoice(desk: Desk) -> None:
    found = desk.read(carrying(SAME_LINES, picture_pdf(scan())), "hybrid.pdf", Limits(ocr_pages=0)).validation
    assert [f.rule for f in found if f.severity == "error"] == ["page-not-compared"]


ACCOUNT = "DE75512108001245126199"


@pytest.mark.parametrize(
    ("line", "accounts", "details"),
    [
        ("NEW bank details: IBAN DE75 5121 0800 1245 1261 99", [ACCOUNT], ["change"]),
        ("New bank details: sort code 20-00-00, account 12345678", [], ["number", "change"]),
        ("The rent is paid from your account DE75 5121 0800 1245 1261 99", [], []),
    ],
)
def test_what_the_page_says_of_accounts_is_found_beside_the_xml(
    desk: Desk, line: str, accounts: list[str], details: list[str]
) -> None:
    reading = desk.read(carrying(SAME_LINES, pdf([*INVOICE, (60, 450, line)])), "hybrid.pdf")
    assert accounts_of(reading) == ["GB33BUKB20201555555555", *accounts]
    assert set(details) <= {one.kind for one in reading.bank_details}


def test_a_page_with_nothing_but_another_account_names_it(desk: Desk) -> None:
    reading = desk.read(carrying(SAME_LINES, pdf([(60, 60, "IBAN DE75 5121 0800 1245 1261 99")])), "hybrid.pdf")
    assert ACCOUNT in accounts_of(reading)


def test_an_account_that_the_page_does_not_show_stops_it_as_well(desk: Desk) -> None:
    page = pdf([text for text in INVOICE if "IBAN" not in text[2] and not 278 < text[1] < 318] + [(505, 280, "490.00")])
    assert [f.severity for f in differing(desk, SAME_LINES, page)] == ["error"]


def test_lines_that_the_page_does_not_have_are_told(desk: Desk) -> None:
    told = differing(desk, SAME_LINES, pdf())
    assert [(f.severity, f.message) for f in told] == [("warning", "The XML has 1 lines, but the page has 3.")]
    other = SAME_LINES.replace(b"LineTotalAmount>490.00", b"LineTotalAmount>491.17", 1)
    assert "491.17" in differing(desk, other, pdf())[0].message


def test_a_page_with_hardly_any_print_is_not_compared(desk: Desk) -> None:
    assert differing(desk, SAME_LINES, pdf([(60, 60, "See attachment")])) == []


def test_a_letterhead_without_sums_stops_nothing(desk: Desk) -> None:
    page = pdf([(60, 60 + 14 * n, "Harbour Supplies Ltd, Blue Anchor Hotels Ltd, as attached") for n in range(4)])
    assert {f.severity for f in differing(desk, SAME_LINES, page)} == {"warning"}
