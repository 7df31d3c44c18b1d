"""What is kept of papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from payables.access.model import ROLES
from payables.learning.model.papers import KeptPaper, Lesson, Truth
from payables.platform.caller import Permission
from payables.platform.db import Transaction

NEWEST = 30  # papers of a vendor that its memory is made of: what a vendor changes is older than these some day

PAPERS = """
SELECT invoice, upload_id, company_id, vendor_id, fields, lessons
  FROM read_papers WHERE account_id = $1 AND invoice = ANY($2)
"""

# While one of these stands, the paper may be no invoice of this vendor's at all, or none that is to be paid.
IN_DOUBT = ("likely_duplicate", "possible_duplicate", "other_bank_details", "vendor_in_doubt", "approval_declined")
APPROVERS = tuple(role for role, may in ROLES.items() if Permission.INVOICES_APPROVE in may)

LESSONS = """
-- an archived invoice teaches nothing, nor does one that somebody has flagged or that is in doubt, nor an approval that was
-- undone; what those who approve nothing have written counts once it is approved
SELECT i.invoice_id, p.lessons, p.fields, i.state = 'approved' AS approved,
       ARRAY(SELECT u.id FROM users u
              WHERE u.account_id = $1 AND u.active AND u.role = ANY($6)
                AND u.id IN (SELECT (truth ->> 'by')::int FROM jsonb_each(p.fields) AS of_field (name, truth))) AS approvers
  FROM read_papers p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE p.account_id = $1 AND p.company_id = $2 AND p.vendor_id = $3 AND p.lessons <> '{}' AND i.state <> 'archived'
   AND i.flag_reason IS NULL
   AND NOT EXISTS (SELECT FROM jsonb_array_elements(i.reasons) AS reason WHERE reason ->> 'code' = ANY($5))
 ORDER BY p.changed_at DESC, p.invoice DESC LIMIT $4
"""


class Taught(msgspec.Struct):
    """What one paper teaches, field by field, and what is true of it by whom."""

    invoice_id: int
    lessons: dict[str, Lesson]
    fields: dict[str, Truth]


async def papers_of(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, KeptPaper]:
    """By their invoices, as far as anything is kept of them."""
    rows = await tx.fetch(PAPERS, tx.account_id, list(invoices))
    return {row["invoice"]: msgspec.convert(dict(row), KeptPaper) for row in rows}


async def lessons_of(tx: Transaction, company_id: int, vendor_id: int) -> list[Taught]:
    """What the vendor's newest papers teach, oldest first. Of another company or account there is nothing."""
    sought = (company_id, vendor_id, NEWEST, list(IN_DOUBT), list(APPROVERS))
    rows = await tx.fetch(LESSONS, tx.account_id, *sought)
    found = (_taught(row) for row in reversed(rows))
    return [taught for taught in found if taught.lessons]


def _taught(row: Any) -> Taught:
    taught = msgspec.convert({name: row[name] for name in Taught.__struct_fields__}, Taught)
    counts = {
        name: lesson
        for name, lesson in taught.lessons.items()
        if row["approved"] or (lesson.corrected and _by(taught, name) in row["approvers"])
    }
    return msgspec.structs.replace(taught, lessons=counts)


def _by(taught: Taught, name: str) -> int | None:
    truth = taught.fields.get(name)
    return truth.by if truth else None
