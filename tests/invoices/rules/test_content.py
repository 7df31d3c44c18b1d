"""What an approval covers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from payables.invoices.model import Image, Invoice, InvoiceType, Item, State
from payables.invoices.rules.content import Content

NOW = datetime(2026, 11, 20, tzinfo=UTC)
INVOICE = Invoice(
    id=UUID(int=1),
    invoice_id=1,
    company_id=1,
    location_id=2,
    vendor_id=3,
    vendor_as_read=None,
    type=InvoiceType.INVOICE,
    number="INV-1",
    invoice_date=date(2026, 11, 1),
    due_date=None,
    posting_date=None,
    currency="USD",
    total_amount=Decimal("110.00"),
    total_tax=Decimal("10.00"),
    discount_amount=None,
    purchase_order="PO-1",
    notes="n",
    dimensions={"department": "dim_1", "account": "dim_2"},
    custom_fields=None,
    state=State.PENDING_APPROVAL,
    reasons=[],
    flag_reason=None,
    hold_reason=None,
    source="api",
    upload_id=None,
    entered_by=None,
    approved_at=None,
    exported_at=None,
    export_transaction_id=None,
    paid_amount=Decimal(0),
    payment_method=None,
    payment_reference=None,
    version=1,
    created_at=NOW,
    updated_at=NOW,
    updated_by=None,
)
ITEM = Item(id=7, name="Flour", quantity=Decimal(2), price=Decimal("50"), amount=Decimal("100.00"))
IMAGE = Image(b"\x01" * 32, "a.pdf", "application/pdf", 10)


def digest(item: Item = ITEM, image: Image = IMAGE, **changes: Any) -> bytes:
    return Content(replace(INVOICE, **changes), [item], [image]).sha256


@pytest.mark.parametrize(
    "changes",
    [
        {"total_amount": Decimal("110.01")},
        {"total_tax": None},
        {"discount_amount": Decimal("1")},
        {"vendor_id": 4},
        {"number": "INV-2"},
        {"invoice_date": date(2026, 11, 2)},
        {"due_date": date(2026, 12, 1)},
        {"currency": "EUR"},
        {"type": InvoiceType.CREDIT_MEMO},
        {"location_id": 3},
        {"purchase_order": None},
        {"dimensions": {}},
        {"item": replace(ITEM, quantity=Decimal(3))},
        {"item": replace(ITEM, amount=Decimal("99"))},
        {"item": replace(ITEM, dimensions={"account": "dim_2"})},
        {"image": Image(b"\x02" * 32, "a.pdf", "application/pdf", 10)},
    ],
    ids=str,
)
def test_whatever_is_approved_is_covered(changes: dict[str, Any]) -> None:
    assert digest(**changes) != digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"notes": "other"},
        {"state": State.APPROVED},
        {"version": 9},
        {"paid_amount": Decimal(5)},
        {"total_amount": Decimal("110")},
        {"dimensions": {"account": "dim_2", "department": "dim_1"}},
        {"item": replace(ITEM, quantity=Decimal("2.000"))},
        {"image": Image(b"\x01" * 32, "b.pdf", "application/pdf", 10, id=5)},
    ],
    ids=str,
)
def test_the_same_content_has_the_same_digest(changes: dict[str, Any]) -> None:
    assert digest(**changes) == digest()
