"""What is approved and does not leave by itself, with why: so that nothing is forgotten in silence."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.exports.rules.posting import CODES
from payables.invoices.model import InvoiceType
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.vendors.model import BankHold

# Of an invoice that is in no job, its last one tells: it failed, or its file could not have the invoice as it is approved. Why
# one that was named could not go just then ($7 has no such code) is over by now, or told by what the invoice is now.
STUCK = """
WITH looked_at AS (
  SELECT i.id, i.invoice_id, i.company_id, i.location_id, i.number, i.type, i.vendor_id, i.currency, i.total_amount,
         coalesce(v.erp_vendor_name, i.vendor_as_read) AS vendor_name, v.bank_hold, v.bank_hold_until,
         i.approved_at, coalesce(i.export_job, last.job) AS job,
         CASE WHEN j.state = 'uncertain' THEN 'export_uncertain'
              WHEN j.state = 'created' AND j.created_at <= $6 THEN 'not_sent'
              WHEN i.export_job IS NOT NULL THEN NULL
              WHEN i.hold_reason IS NOT NULL THEN 'on_hold'
              WHEN v.bank_hold IS NOT NULL THEN 'bank_details_held'
              WHEN v.erp_vendor_id IS NULL THEN 'vendor_unknown_to_erp'
              WHEN last.outcome = 'left_out' AND last.claimed_at >= i.approved_at THEN last.code
              WHEN last.outcome = 'released' AND last.code NOT IN ('cancelled', 'unexported') THEN 'export_failed' END AS code,
         CASE WHEN i.export_job IS NOT NULL THEN NULL
              WHEN i.hold_reason IS NOT NULL THEN i.hold_reason
              WHEN v.bank_hold IS NOT NULL THEN NULL
              WHEN v.erp_vendor_id IS NOT NULL THEN last.reason END AS reason,
         coalesce(j.uncertain_at, j.created_at, last.settled_at, i.approved_at) AS since
    FROM invoices i
    LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
    LEFT JOIN export_jobs j ON j.account_id = i.account_id AND j.id = i.export_job
    LEFT JOIN LATERAL (
      SELECT c.job, c.outcome, c.code, c.reason, c.claimed_at, c.settled_at FROM export_claims c
       WHERE c.account_id = i.account_id AND c.invoice = i.id AND (c.outcome <> 'left_out' OR c.code = ANY($7))
       ORDER BY c.claimed_at DESC LIMIT 1) last ON true
   WHERE i.account_id = $1 AND i.state = 'approved' AND i.exported_at IS NULL
     AND ($2::int[] IS NULL OR i.company_id = ANY($2)) AND ($3::int[] IS NULL OR i.location_id = ANY($3))
     AND ($4::int IS NULL OR i.company_id = $4)
)
SELECT *, count(*) OVER () AS total FROM looked_at WHERE code IS NOT NULL AND ($5::text IS NULL OR code = $5)
 ORDER BY since, id LIMIT $8 OFFSET $9
"""

HELD = "bank_details_held"
SENTENCES = {
    "export_uncertain": "It was sent, and nobody knows whether it arrived: look in the ERP, then resolve the job.",
    "not_sent": "Its job was made and nobody has taken the file: download it, or cancel the job.",
    "on_hold": "It is on hold.",
    "bank_details_held.waiting": "Other bank details of its vendor wait for a second person: confirm or decline them.",
    "bank_details_held.cooling": "The bank details of its vendor were changed a short while ago: it leaves once the time after "
    "that is over.",
    "vendor_unknown_to_erp": "Its vendor has no erp_vendor_id: set it, the ERP could not post the invoice.",
    "export_failed": "Its last export failed: export it again.",
}


@dataclass(frozen=True, slots=True)
class Stuck:
    """An approved invoice that does not leave by itself."""

    id: UUID
    invoice_id: int
    company_id: int
    location_id: int
    number: str | None
    type: InvoiceType
    vendor_id: int | None
    vendor_name: str | None
    bank_hold: BankHold | None
    bank_hold_until: datetime | None
    currency: str
    total_amount: Decimal | None
    approved_at: datetime
    job: UUID | None
    code: str
    reason: str | None
    since: datetime

    @property
    def held_until(self) -> datetime | None:
        """Of one that bank details hold back by time alone."""
        return self.bank_hold_until if self.code == HELD else None

    @property
    def sentence(self) -> str:
        key = f"{self.code}.{self.bank_hold}" if self.code == HELD else self.code
        return " ".join(filter(None, [SENTENCES.get(key), self.reason]))


@dataclass(frozen=True, slots=True)
class Listed:
    """One page, and how many there are in all."""

    total: int
    stuck: list[Stuck]


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None, code: str | None, not_sent_since: datetime
) -> Listed:
    """Longest stuck first; the company has been checked by the caller."""
    args = (tx.account_id, scope.companies, scope.locations, company_id, code, not_sent_since, list(CODES))
    found = await tx.page(STUCK, page, *args)
    return Listed(found.total, [_stuck_of(row) for row in found.rows])


def _stuck_of(row: Any) -> Stuck:
    values: dict[str, Any] = {name: row[name] for name in Stuck.__dataclass_fields__}
    values["type"] = InvoiceType(row["type"])
    values["bank_hold"] = BankHold(row["bank_hold"]) if row["bank_hold"] else None
    return Stuck(**values)
