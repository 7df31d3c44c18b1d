"""An invoice that was read with doubt, as capture enters it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.invoices.actions.enter_invoice import enter_invoice
from payables.invoices.model import Draft, LineDraft, Reason
from payables.platform.db import Transaction

TOTAL = Reason("doubtful_reading", "The total was hard to read: compare it with the paper.", "total_amount")
VENDOR = Reason("vendor_in_doubt", "Another vendor comes near.", "ottimate_vendor_id")
LINE = Reason("doubtful_reading", "The price was hard to read.", "items[1].price")
WHOLE = Reason("every_paper_checked", "The account wants every paper looked at.")
READING = {
    "kind": "pdf",
    "method": ["text"],
    "pages": 1,
    "page_sizes": [[595.0, 842.0]],
    "fields": {
        "total_amount": {
            "value": "111.00",
            "confidence": 0.41,
            "raw": "111,00",
            "page": 1,
            "box": [0.1, 0.1, 0.2, 0.2],
        },
        "number": {"value": "P-1", "confidence": 0.99, "raw": "P-1", "page": 1, "box": [0.1, 0.3, 0.2, 0.4]},
    },
    "items": [],
}


def make_doubted(tenant: Tenant) -> str:
    """The id of an invoice about whose paper four things are asked: its total, vendor, second line, and all of it."""
    lines = [LineDraft(name="Flour", amount=Decimal(60)), LineDraft(name="Sugar", amount=Decimal(50))]
    draft = Draft(
        company_id=tenant.company(),
        location_id=tenant.location(),
        currency="USD",
        source="upload",
        vendor_id=make_vendor(tenant)["id"],
        number="P-1",
        invoice_date=date(2026, 11, 2),
        total_amount=Decimal(110),
        items=lines,
    )
    draft = replace(draft, extra_reasons=[TOTAL, VENDOR, LINE, WHOLE])
    entered = inside(tenant, enter_invoice, draft, entered_by=None, approval_mode="single")
    inside(tenant, _keep_reading, entered.id)
    return str(entered.id)


async def _keep_reading(tx: Transaction, invoice: UUID) -> None:
    """As capture leaves it."""
    upload = tx.new_id()
    await tx.execute(
        "INSERT INTO uploads (account_id, id, company_id, location_id, source, filename, media_type, sha256, size, status,"
        " created_at) SELECT account_id, $3, company_id, location_id, 'api', 'a.pdf', 'application/pdf', '\\x00', 1, 'processed',"
        " $4 FROM invoices WHERE account_id = $1 AND id = $2",
        tx.account_id, invoice, upload, tx.now,
    )  # fmt: skip
    kept = "INSERT INTO readings (account_id, upload_id, reading, created_at) VALUES ($1, $2, $3, $4)"
    await tx.execute(kept, tx.account_id, upload, READING, tx.now)
    sql = "UPDATE invoices SET upload_id = $3 WHERE account_id = $1 AND id = $2"
    await tx.execute(sql, tx.account_id, invoice, upload)
