"""From what was read to a draft."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from payables.accounts.model import Company
from payables.capture.model import Lane, Taken
from payables.capture.rules.draft_from_reading import draft_from_reading
from payables.extraction.model import Field, Finding, Line, Reading
from payables.invoices.model import Draft, InvoiceType

COMPANY = Company(5, "Blue Anchor Hotels Ltd", "GBP", (), ())
TAKEN = Taken(
    account_id=UUID(int=1), id=UUID(int=2), attempt=1, lane=Lane.LIGHT, company_id=5, location_id=7, user_id=9,
    filename="a.pdf", media_type="application/pdf", sha256=b"x" * 32, size=10, created_at=datetime(2026, 11, 20, tzinfo=UTC),
)  # fmt: skip


def field(value: str, confidence: float = 0.99) -> Field:
    return Field(value, confidence)


def draft(items: list[Line] | None = None, validation: list[Finding] | None = None, **fields: Field | str) -> Draft:
    read = {name: field(value) if isinstance(value, str) else value for name, value in fields.items()}
    reading = Reading("pdf", ["text"], 1, fields=read, items=items or [], validation=validation or [])
    return draft_from_reading(reading, TAKEN, COMPANY, None)


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
