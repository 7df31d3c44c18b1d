"""Writes of ids that vendors had in the ERP and have no more."""

from collections.abc import Sequence
from typing import Any

from payables.platform.db import Transaction

PUT = """
-- a vendor without accounts that had the id in between says nothing against the one that was paid under it
INSERT INTO vendor_former_ids (account_id, company_id, erp_vendor_id, vendor_id, iban, left_at)
SELECT $1, $2, x.*, $3 FROM unnest($4::text[], $5::int[], $6::text[]) AS x
ON CONFLICT (account_id, company_id, erp_vendor_id)
   DO UPDATE SET vendor_id = excluded.vendor_id, iban = excluded.iban, left_at = excluded.left_at
   WHERE excluded.iban IS NOT NULL
"""

HAD = """
SELECT erp_vendor_id, vendor_id, iban FROM vendor_former_ids
 WHERE account_id = $1 AND company_id = $2 AND erp_vendor_id = ANY($3)
"""


async def put(tx: Transaction, company_id: int, left: Sequence[tuple[str, int, str | None]]) -> None:
    """By ERP id: the vendor that had it last and its bank details then; where one without any has it now, the one before it
    stays."""
    if left:
        ids, vendors, ibans = ([one[n] for one in left] for n in range(3))
        await tx.execute(PUT, tx.account_id, company_id, tx.now, ids, vendors, ibans)


async def had(tx: Transaction, company_id: int, erp_vendor_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Those of the ids that some vendor had and gave up: `vendor_id` and `iban` of then."""
    rows = await tx.fetch(HAD, tx.account_id, company_id, list(erp_vendor_ids)) if erp_vendor_ids else []
    return {row["erp_vendor_id"]: dict(row) for row in rows}
