"""Writes of learning."""

from collections.abc import Sequence

from payables.learning.model import Paper
from payables.platform.db import Transaction

KEEP = """
INSERT INTO read_papers (account_id, changed_at, invoice, upload_id, company_id, vendor_id, fields, lessons)
SELECT $1, $2, x.* FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::jsonb[], $8::jsonb[])
       AS x (invoice, upload_id, company_id, vendor_id, fields, lessons)
ON CONFLICT (account_id, invoice) DO UPDATE
   SET (vendor_id, fields, lessons, changed_at)
     = (excluded.vendor_id, excluded.fields, excluded.lessons, excluded.changed_at)
"""

FORGET = """
UPDATE read_papers SET lessons = '{}'
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND lessons <> '{}'
"""


async def keep(tx: Transaction, papers: Sequence[Paper]) -> None:
    """The caller holds the invoices' locks."""
    await tx.execute(
        KEEP,
        tx.account_id,
        tx.now,
        [paper.invoice for paper in papers],
        [paper.upload_id for paper in papers],
        [paper.company_id for paper in papers],
        [paper.vendor_id for paper in papers],
        [paper.fields for paper in papers],
        [paper.lessons for paper in papers],
    )


async def forget(tx: Transaction, company_id: int, vendor_id: int) -> int:
    """How many papers taught something until now."""
    told = await tx.execute(FORGET, tx.account_id, company_id, vendor_id)
    return int(told.split()[-1])
