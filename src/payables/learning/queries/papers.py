"""What is kept of papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from payables.learning.model import Lesson, Paper
from payables.platform.db import Transaction

NEWEST = 30  # papers of a vendor that its memory is made of: what a vendor changes is older than these some day

PAPERS = """
SELECT invoice, upload_id, company_id, vendor_id, fields, lessons
  FROM read_papers WHERE account_id = $1 AND invoice = ANY($2)
"""

LESSONS = """
-- an archived invoice teaches nothing, nor does an approval that was undone
SELECT p.lessons, i.state = 'approved' AS approved
  FROM read_papers p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE p.account_id = $1 AND p.company_id = $2 AND p.vendor_id = $3 AND p.lessons <> '{}' AND i.state <> 'archived'
 ORDER BY p.changed_at DESC, p.invoice DESC LIMIT $4
"""


async def papers_of(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, Paper]:
    """By their invoices, as far as anything is kept of them."""
    rows = await tx.fetch(PAPERS, tx.account_id, list(invoices))
    return {row["invoice"]: msgspec.convert(dict(row), Paper) for row in rows}


async def lessons_of(tx: Transaction, company_id: int, vendor_id: int) -> list[dict[str, Lesson]]:
    """What the vendor's newest papers teach, oldest first. Of another company or account there is nothing."""
    rows = await tx.fetch(LESSONS, tx.account_id, company_id, vendor_id, NEWEST)
    return [found for row in reversed(rows) if (found := _valid(row))]


def _valid(row: Any) -> dict[str, Lesson]:
    lessons = msgspec.convert(row["lessons"], dict[str, Lesson])
    return {name: lesson for name, lesson in lessons.items() if lesson.corrected or row["approved"]}
