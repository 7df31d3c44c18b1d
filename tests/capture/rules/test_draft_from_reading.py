"""From what was read to a draft."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from payables.accounts.model import Company
from payables.capture.model import KeptReading, Lane, Taken, VendorMatch
from payables.capture.rules.draft_from_reading import draft_from_reading
from payables.capture.rules.gate import Gate
from payables.extraction.model import BY_MEMORY, Adjustment, Choice, Field, Finding, Line
from payables.invoices.model import Draft, InvoiceType, Reason
from payables.invoices.rules.reasons import reasons_of

COMPANY = Company(5, "Blue Anchor Hotels Ltd", "GBP", (), ())
TAKEN = Taken(
    account_id=UUID(int=1), id=UUID(int=2), attempt=1, lane=Lane.LIGHT, company_id=5, location_id=7, user_id=9,
    filename="a.pdf", media_type="application/pdf", sha256=b"x" * 32, size=10, created_at=datetime(2026, 11, 20, tzinfo=UTC),
)  # fmt: skip

GATE = Gate(dict.fromkeys(("number", "invoice_date", "total_amount", "total_amount_alone", "vendor"), 0.8))


def field(value: str, confidence: float = 0.99) -> Field:
    return Field(value, confidence)


def draft(items: list[Line] | None = None, validation: list[Finding] | None = None, **fields: Field | str) -> Draft:
    read = {name: field(value) if isinstance(value, str) else value for name, value in fields.items()}
    reading = KeptReading("pdf", ["text"], 1, fields=read, items=items or [], validation=validation or [])
    return draft_from_reading(reading, TAKEN, COMPANY, None, GATE)


def reasons(found: Draft) -> list[tuple[str, str | None]]:
    return [(reason.code, reason.field) for reason in found.extra_reasons]


def test_values_get_their_types() -> None:
    found = draft(
        number=" INV  7 ", invoice_date="2026-03-14", total_amount="588", total_tax="98.00", purchase_order="PO-1"
    )
    assert (found.number, found.purchase_order) == ("INV 7", "PO-1")
    assert found.invoice_date is not None and found.invoice_date.isoformat() == "2026-03-14"
    assert (str(found.total_amount), found.total_tax) == ("588.00", Decimal("98"))
    assert reasons(found) == []


def test_the_file_is_the_invoices_image_and_the_upload_its_source() -> None:
    found = draft()
    assert (found.source, found.upload_id, found.location_id) == ("upload", TAKEN.id, 7)
    assert [image.sha256 for image in found.images] == [TAKEN.sha256]


@pytest.mark.parametrize(("read", "currency"), [(None, "GBP"), ("EUR", "EUR")])
def test_the_currency_is_the_companys_unless_the_paper_says_another(read: str | None, currency: str) -> None:
    assert draft(**({"currency": read} if read else {})).currency == currency


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("total_amount", "12.345", "total_amount"),
        ("total_amount", "1e9", "total_amount"),
        ("invoice_date", "2026-02-30", "invoice_date"),
        ("currency", "XXX", "currency"),
        ("number", "9" * 200, "invoice_number"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_named(name: str, value: str, shown: str) -> None:
    found = draft(**{name: value})
    assert reasons(found) == [("unusable_value", shown)]
    assert getattr(found, name) in (None, "GBP")


def test_yen_have_no_decimals() -> None:
    assert reasons(draft(currency="JPY", total_amount="100.5")) == [("unusable_value", "total_amount")]
    assert draft(currency="JPY", total_amount="100.00").total_amount == 100


def test_a_doubtful_value_is_used_and_named() -> None:
    found = draft(total_amount=field("10.00", 0.3))
    assert found.total_amount == 10
    assert reasons(found) == [("doubtful_reading", "total_amount")]


def test_a_doubtful_currency_stops_an_invoice_only_if_it_is_not_the_companys() -> None:
    own = COMPANY.currency
    foreign = "JPY" if own != "JPY" else "USD"
    assert reasons(draft(currency=field(own, 0.3))) == []
    assert reasons(draft(currency=field(foreign, 0.3))) == [("doubtful_reading", "currency")]


@pytest.mark.parametrize(("confidence", "stops"), [(0.667, True), (0.8, False)])
def test_a_currency_by_memory_in_place_of_an_unsure_one_stops_until_it_was_right_twice(
    confidence: float, stops: bool
) -> None:
    recalled = Field("KWD", confidence, by=BY_MEMORY, instead_of=Choice("GBP", 0.45))
    asked = [("doubtful_reading", "currency")] if stops else []
    assert reasons(draft(currency=recalled)) == asked
    assert reasons(draft(currency=Field("KWD", confidence, by=BY_MEMORY))) == asked
    assert reasons(draft(type=Field("credit_memo", confidence, by=BY_MEMORY))) == [
        ("doubtful_reading", "type") for _ in asked
    ]


def test_sums_that_are_open_and_told_by_no_check_stop_the_invoice() -> None:
    sums = {"net_amount": "100.00", "total_tax": "20.00", "total_amount": "999.00"}
    assert reasons(draft(**sums)) == [("document_check_failed", None)]
    assert reasons(draft(**sums | {"total_amount": "120.00"})) == []


def test_a_doubtful_order_number_stops_nothing() -> None:
    found = draft(purchase_order=field("PO-7", 0.3))
    assert (found.purchase_order, reasons(found)) == ("PO-7", [])


def test_the_papers_due_date_is_only_a_proposal() -> None:
    found = draft(due_date="2026-12-24")
    assert (found.due_date, str(found.due_date_as_read)) == (None, "2026-12-24")


def test_a_value_that_the_invoice_does_not_hold_is_never_doubtful() -> None:
    assert reasons(draft(vendor_name=field("Acme", 0.1))) == []


def test_a_negative_invoice_is_a_credit_memo_with_positive_amounts() -> None:
    lines = [
        Line(quantity=field("-2"), price=field("5.00"), amount=field("-10.00")),
        Line(quantity=field("1"), price=field("-3"), amount=field("-3.00")),
    ]
    found = draft(lines, total_amount="-13.00", total_tax="-1.00")
    assert (found.type, found.total_amount, found.total_tax) == (InvoiceType.CREDIT_MEMO, 13, 1)
    assert [(line.quantity, line.price, line.amount) for line in found.items] == [(2, 5, 10), (1, 3, 3)]


@pytest.mark.parametrize(("read", "kind"), [("credit_memo", "credit_memo"), ("other", "other"), ("statement", "other")])
def test_the_type_is_what_was_read(read: str, kind: str) -> None:
    assert draft(type=read).type == kind


def test_lines_keep_what_was_read_and_name_what_was_not() -> None:
    found = draft([Line(description=field("Flour"), quantity=field("many"), amount=field("3"), tax_rate=field("20"))])
    [line] = found.items
    assert (line.name, line.quantity, line.amount, line.is_taxed) == ("Flour", None, 3, True)
    assert reasons(found) == [("unusable_value", "items[0].quantity")]


def test_errors_of_an_e_invoices_checks_are_reasons_and_warnings_are_not() -> None:
    found = draft(validation=[Finding("BR-CO-15", "error", "The sum is wrong."), Finding("X", "warning", "Hm.")])
    assert reasons(found) == [("document_check_failed", None)]


FREIGHT = Adjustment(field("5.80"), field("Freight"), field("7"))


def adjusted(charges: list[Adjustment], items: list[Line] | None = None, **fields: str) -> Draft:
    """An e-invoice of 202.70 in lines, 193.77 without tax and 215.07 in all, unless told otherwise."""
    read = {"total_amount": "215.07", "total_tax": "21.30", "allowance_total": "14.73", "amount_due": "215.07"} | fields
    lines = [Line(name=field("Goods"), amount=field("202.70"))] if items is None else items
    values = {name: field(value) for name, value in read.items()}
    reading = KeptReading("xml", ["xml:cii"], 0, fields=values, items=lines, charges=charges)
    return draft_from_reading(reading, TAKEN, COMPANY, None, GATE)


def test_allowances_are_the_discount_and_charges_are_lines_so_that_the_sums_close() -> None:
    found = adjusted([FREIGHT], charge_total="5.80")
    assert str(found.discount_amount) == "14.73"
    assert [(line.name, line.amount, line.is_taxed) for line in found.items] == [
        ("Goods", Decimal("202.70"), None),
        ("Freight", Decimal("5.80"), True),
    ]
    assert "lines_do_not_sum" not in [reason.code for reason in reasons_of(found, found.items)]


@pytest.mark.parametrize(("charges", "names"), [([], ["Other charges"]), ([FREIGHT], ["Freight", "Other charges"])])
def test_charges_that_are_only_in_the_total_are_lines_too(charges: list[Adjustment], names: list[str]) -> None:
    found = adjusted(charges, charge_total="7.00")
    assert [line.name for line in found.items[1:]] == names
    assert sum(line.amount or 0 for line in found.items[1:]) == 7


def test_a_document_without_lines_gets_none_for_its_charges() -> None:
    assert adjusted([FREIGHT], items=[], charge_total="5.80").items == []


def test_allowances_without_a_total_are_added_up() -> None:
    reading = KeptReading("xml", ["xml:ubl"], 0, allowances=[Adjustment(field("1.00")), Adjustment(field("2.50"))])
    assert draft_from_reading(reading, TAKEN, COMPANY, None, GATE).discount_amount == Decimal("3.50")


@pytest.mark.parametrize(
    ("fields", "paid"),
    [
        ({"prepaid_amount": "50.00", "amount_due": "165.07"}, "50.00"),
        ({"prepaid_amount": "50.00", "rounding_amount": "-0.07", "amount_due": "165.00"}, "50.00"),
        ({"prepaid_amount": "215.07", "amount_due": "0.00"}, "215.07"),
        ({"amount_due": "165.07"}, "50.00"),  # Factur-X MINIMUM states no prepayment
        ({"rounding_amount": "-0.07", "amount_due": "215.00"}, "0"),
        ({"prepaid_amount": "-220.00", "amount_due": "435.07"}, "0"),  # an older debt is another invoice
        ({}, "0"),
    ],
)
def test_what_was_prepaid_is_paid(fields: dict[str, str], paid: str) -> None:
    found = adjusted([FREIGHT], **fields)
    assert found.paid_amount == Decimal(paid)
    assert reasons(found) == []


def test_a_prepayment_that_does_not_lead_to_the_amount_due_is_not_taken() -> None:
    found = adjusted([FREIGHT], prepaid_amount="50.00", amount_due="215.07")
    assert (found.paid_amount, reasons(found)) == (0, [("unusable_value", "prepaid_amount")])


def test_a_negative_invoice_turns_these_too() -> None:
    found = adjusted(
        [Adjustment(field("-5.80"))], total_amount="-215.07", total_tax="-21.30", allowance_total="-14.73",
        prepaid_amount="-50.00", amount_due="-165.07", items=[Line(amount=field("-202.70"))],
    )  # fmt: skip
    assert (found.type, found.discount_amount, found.paid_amount) == (InvoiceType.CREDIT_MEMO, Decimal("14.73"), 50)
    assert [line.amount for line in found.items] == [Decimal("202.70"), Decimal("5.80")]


@pytest.mark.parametrize(("description", "kept"), [("Flour, type 550", "Flour, type 550"), ("Flour", None)])
def test_a_description_is_kept_beside_the_name_where_it_says_more(description: str, kept: str | None) -> None:
    [line] = draft([Line(name=field("Flour"), description=field(description))]).items
    assert (line.name, line.description) == ("Flour", kept)


@pytest.mark.parametrize("amount", ["9" * 18, "NaN", "1.005"])
def test_amounts_that_cannot_be_used_are_named_and_break_nothing(amount: str) -> None:
    found = adjusted([Adjustment(field(amount))], allowance_total=amount, prepaid_amount=amount)
    assert {name for _, name in reasons(found)} >= {"discount_amount", "prepaid_amount"}
    assert (found.discount_amount, found.paid_amount) == (None, 0)


def test_what_stops_a_document_beside_its_values_has_not_passed_and_is_no_sample() -> None:
    fields = {"number": field("R-1"), "invoice_date": field("2026-11-01"), "total_amount": field("5.00")}
    found = [Reason("possible_documents", "It may be two.")]
    for reasons_found, passed, sampled in (([], False, True), (found, False, False)):
        reading = KeptReading("pdf", ["text"], 1, fields=dict(fields), vendor_match=VendorMatch(5, ["name"], 0.9))
        made = draft_from_reading(reading, TAKEN, COMPANY, 5, replace(GATE, sampled_share=1.0), reasons_found)
        assert reading.straight_through is not None
        assert (reading.straight_through.passed, reading.straight_through.sampled) == (passed, sampled)
        assert ("sampled_for_check" in [reason.code for reason in made.extra_reasons]) is sampled


def test_a_vendor_found_by_weak_signs_is_named() -> None:
    reading = KeptReading("pdf", ["text"], 1, vendor_match=VendorMatch(5, ["printed_name"], 0.78))
    [doubt] = draft_from_reading(reading, TAKEN, COMPANY, 5, GATE).extra_reasons
    assert (doubt.code, doubt.field) == ("doubtful_reading", "erp_vendor_id")
    assert "printed name" in doubt.message
