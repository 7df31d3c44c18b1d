"""Outcomes to show and to judge."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from payables.app.demo.answers import Coded, Extraction, Invoice, Item, ReadField, Reason
from payables.app.demo.documents import Document, Truth
from payables.app.demo.outcome import DocumentOutcome

TRUTH = Truth(
    file="highline-coffee-HC-20417.pdf",
    tenant="corner-cafe",
    company="Corner Cafe LLC",
    location="Main Street",
    kind="digital_pdf",
    vendor_name="Highline Coffee Roasters Inc.",
    number="HC-20417",
    invoice_date=date(2026, 10, 19),
    total_amount=Decimal("1091.10"),
    coding=[["5010", "DEPT-BAR"], ["5040", "DEPT-BAR"], ["5010", "DEPT-BAR"]],
)


def document(truth: Truth | None = TRUTH, name: str = TRUTH.file) -> Document:
    return Document(Path("/samples") / name, TRUTH.tenant, TRUTH.location, truth)


def invoice(lines: int = 3, **changes: Any) -> Invoice:
    values: dict[str, Any] = {
        "id": "019",
        "invoice_id": 7,
        "status": "pending-approval",
        "currency": "USD",
        "number": "HC-20417",
        "invoice_date": date(2026, 10, 19),
        "total_amount": Decimal("1091.10"),
        "ottimate_vendor_name": "HIGHLINE Coffee Roasters Inc.",
        "reasons": [],
        "items": [Item(n, {"ACCOUNT": Coded("5010")}) for n in range(lines)],
        "extraction": Extraction(number=ReadField("HC-20417", 0.55), total_amount=ReadField("1091.10", 1.0)),
    }
    return Invoice(**{**values, **changes})


def outcome(read: Invoice | None = None, truth: Truth | None = TRUTH, **changes: Any) -> DocumentOutcome:
    found = read or invoice()
    return DocumentOutcome(document(truth), found.status, 0.81, "ref", found, **changes)


def reason(code: str, message: str, field: str | None = None) -> Reason:
    return Reason(code, message, field)
