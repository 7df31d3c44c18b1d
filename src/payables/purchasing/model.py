"""Values of purchasing: orders and receipts with their lines, and the words of their status (contract/invoices-and-catalog.md
sections 5 and 6). A line's dimensions are type in lower case -> dimension id (`dim_...`)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class OrderStatus(StrEnum):
    """rules/order_status.py says from what facts each follows, and by what it changes."""

    PENDING = "pending"
    OPEN = "open"
    RECEIVED = "received"
    CLOSED = "closed"
    FLAGGED = "flagged"
    ARCHIVED = "archived"
    DELETED = "deleted"


class ReceiptStatus(StrEnum):
    """rules/receipt_status.py says from what facts each follows."""

    PENDING = "pending"
    OPEN = "open"
    CLOSED = "closed"
    FLAGGED = "flagged"
    ARCHIVED = "archived"
    DELETED = "deleted"


class PutAway(StrEnum):
    """Somebody's decision that an order or a receipt is over."""

    CLOSED = "closed"
    ARCHIVED = "archived"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A line of an order. `received` and `billed` are in its own unit and kept by the database no larger than they may be:
    billed never exceeds what was ordered."""

    id: UUID
    external_id: str | None
    name: str
    sku: str | None
    quantity: Decimal
    price: Decimal
    uom: str | None
    dimensions: dict[str, str]
    received: Decimal
    billed: Decimal
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order. `vendor_id` is None while its company has no vendor of that `erp_vendor_id`; `number_key` is its
    number as numbers are compared (rules/number_key.py)."""

    id: UUID
    company_id: int
    location_id: int
    vendor_id: int | None
    erp_vendor_id: str
    erp_vendor_name: str | None
    external_id: str | None
    po_number: str
    number_key: str
    status: OrderStatus
    ordered_on: date
    total_amount: Decimal
    tax: Decimal | None
    freight: Decimal | None
    miscellaneous_charges: Decimal | None
    is_2_way: bool
    invoice_number_ref: str | None
    custom_fields: dict[str, Any] | None
    put_away: PutAway | None
    put_away_reason: str | None
    problem: str | None
    version: int
    created_at: datetime
    created_by: int | None
    updated_at: datetime
    updated_by: int | None
    items: list[OrderItem] = field(default_factory=list[OrderItem])


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """A delivered quantity of an order's line. `counted` is the quantity in the order line's unit, None where it cannot be
    converted; `billed` is how much of that invoices pay for."""

    id: UUID
    purchase_order_item: UUID
    external_id: str | None
    quantity: Decimal
    price: Decimal | None
    uom: str | None
    counted: Decimal | None
    billed: Decimal
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a delivery for one order."""

    id: UUID
    company_id: int
    purchase_order: UUID
    external_id: str | None
    receipt_number: str
    status: ReceiptStatus
    received_on: date
    total_amount: Decimal
    invoice_number_ref: str | None
    note: str | None
    put_away: PutAway | None
    put_away_reason: str | None
    problem: str | None
    version: int
    created_at: datetime
    created_by: int | None
    updated_at: datetime
    updated_by: int | None
    items: list[ReceiptItem] = field(default_factory=list[ReceiptItem])
