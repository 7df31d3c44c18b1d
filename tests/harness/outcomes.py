"""Many papers of an account that turned out in one way or another, copied from one that was read and approved."""

from typing import Any
from uuid import UUID

from harness.inside import inside
from harness.tenants import Tenant
from payables.platform.db import Transaction

COPIES = """
WITH one AS (SELECT n, gen_random_uuid() AS invoice, gen_random_uuid() AS upload FROM generate_series(1, $3::int) AS n),
u AS (INSERT INTO uploads
  SELECT (jsonb_populate_record(o, jsonb_build_object('id', one.upload))).*
    FROM one, uploads o WHERE o.account_id = $1 AND o.id = (SELECT upload_id FROM invoices WHERE account_id = $1 AND id = $2)),
i AS (INSERT INTO invoices
  SELECT (jsonb_populate_record(o, jsonb_build_object('id', one.invoice, 'invoice_id', $4 + one.n, 'upload_id', one.upload))).*
    FROM one, invoices o WHERE o.account_id = $1 AND o.id = $2),
r AS (INSERT INTO readings
  SELECT account_id, one.upload, reading || $5::jsonb, created_at
    FROM one, readings WHERE account_id = $1 AND upload_id = (SELECT upload_id FROM invoices WHERE account_id = $1 AND id = $2))
INSERT INTO read_papers (account_id, invoice, upload_id, company_id, vendor_id, fields, lessons, changed_at)
SELECT p.account_id, one.invoice, one.upload, p.company_id, p.vendor_id, p.fields || $6::jsonb, '{}', p.changed_at
  FROM one, read_papers p WHERE p.account_id = $1 AND p.invoice = $2
"""


SEES_ALL = """
SELECT min(id) FROM users WHERE account_id = $1 AND active AND company_ids IS NULL AND location_ids IS NULL
"""
JUDGE = "SELECT id FROM users WHERE account_id = $1 AND email LIKE $2 || '@%'"


def make_outcomes(
    tenant: Tenant, invoice: dict[str, Any], count: int, *, judge: str | None = None, **fields: dict[str, Any]
) -> None:
    """`count` papers more like the one of this invoice. `fields`: what is known of a field in place of the original's:
    read, confidence, value, how; `judge` is the key of the user who said so, one who sees all of the account without it."""

    async def copy(tx: Transaction) -> None:
        id = UUID(invoice["id"])
        most = await tx.fetchval("SELECT max(invoice_id) FROM invoices WHERE account_id = $1", tx.account_id)
        at = tx.now.isoformat()
        by = await tx.fetchval(SEES_ALL if judge is None else JUDGE, tx.account_id, *([] if judge is None else [judge]))
        told = {name: {"at": at, "how": "corrected", "by": by, **field} for name, field in fields.items()}
        await tx.execute(COPIES, tx.account_id, id, count, most + 1000, {}, told)

    inside(tenant, copy)
