"""What invoices are coded with, as the master data is now (rules/coded_as.py)."""

from collections.abc import Sequence
from uuid import UUID

from payables.invoices.queries.parts import Parts
from payables.invoices.queries.records import Seen
from payables.invoices.rules.coded_as import Coded, changed, tag
from payables.platform.db import Transaction

CODED = """
-- one row for each dimension and for the vendor of each invoice
SELECT c.invoice, 'dimension' AS kind, c.id, d.ottimate_type AS type, d.erp_dimension_id AS erp_id, d.code, d.name
  FROM (SELECT i.id AS invoice, x.value AS id
          FROM invoices i, jsonb_each_text(i.dimensions) x WHERE i.account_id = $1 AND i.id = ANY($2::uuid[])
         UNION SELECT n.invoice, x.value
          FROM invoice_items n, jsonb_each_text(n.dimensions) x WHERE n.account_id = $1 AND n.invoice = ANY($2)
         UNION SELECT s.invoice, x.value
          FROM invoice_splits s, jsonb_each_text(s.dimensions) x WHERE s.account_id = $1 AND s.invoice = ANY($2)) c
  LEFT JOIN dimensions d ON d.account_id = $1 AND d.id = c.id
 UNION ALL
SELECT i.id, 'vendor', v.id::text, NULL, v.erp_vendor_id, NULL, v.erp_vendor_name
  FROM invoices i JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND i.id = ANY($2)
"""

OPEN = """
-- what waits for approval or is ready to leave, and is coded with one of these
SELECT i.id FROM invoices i
 WHERE i.account_id = $1 AND i.company_id = $2 AND ($3::uuid IS NULL OR i.id > $3)
   AND (i.state = 'pending_approval' OR i.state = 'approved' AND i.exported_at IS NULL AND i.export_job IS NULL)
   AND (i.vendor_id = ANY($4::int[])
     OR EXISTS (SELECT FROM jsonb_each_text(i.dimensions) x WHERE x.value = ANY($5::text[]))
     OR EXISTS (SELECT FROM invoice_items n, jsonb_each_text(n.dimensions) x
                 WHERE n.account_id = i.account_id AND n.invoice = i.id AND x.value = ANY($5))
     OR EXISTS (SELECT FROM invoice_splits s, jsonb_each_text(s.dimensions) x
                 WHERE s.account_id = i.account_id AND s.invoice = i.id AND x.value = ANY($5)))
 ORDER BY i.id LIMIT $6
"""


async def coded_with(tx: Transaction, invoice: UUID) -> list[Coded]:
    """The vendor and each dimension of one invoice, as coded_as."""
    return (await coded_as(tx, [invoice]))[invoice]


async def coded_as(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, list[Coded]]:
    """Of each of them, in one statement; their rows and lines are written."""
    found: dict[UUID, list[Coded]] = {id: [] for id in invoices}
    if found:
        for invoice, *fields in await tx.fetch(CODED, tx.account_id, list(found)):
            found[invoice].append(Coded(*fields))
    return found


async def open_with(
    tx: Transaction, company_id: int, vendors: Sequence[int], dimensions: Sequence[str], after: UUID | None, most: int
) -> list[UUID]:
    """Invoices of the company that people are about to approve, or an ERP to take, and that are coded with one of these:
    in the order of their ids, beyond `after`; none is locked."""
    rows = await tx.fetch(OPEN, tx.account_id, company_id, after, list(vendors), list(dimensions), most)
    return [row["id"] for row in rows]


def changed_of(seen: Seen, parts: Parts) -> list[str]:
    """What of these very values is another than was approved, as people call it."""
    return changed(_shown(seen, parts), seen.invoice.approved_as)


def tag_of(seen: Seen, parts: Parts) -> str:
    """What is shown of its coding, as a short digest."""
    return tag(_shown(seen, parts))


def _shown(seen: Seen, parts: Parts) -> list[Coded]:
    invoice = seen.invoice
    places = [invoice, *parts.items.get(invoice.id, []), *parts.splits.get(invoice.id, [])]
    rows = [parts.dimensions[id] for id in {id for place in places for id in place.dimensions.values()}]
    coded = [Coded("dimension", d["id"], d["ottimate_type"], d["erp_dimension_id"], d["code"], d["name"]) for d in rows]
    if invoice.vendor_id is not None:
        coded.append(Coded("vendor", str(invoice.vendor_id), None, seen.erp_vendor_id, None, seen.erp_vendor_name))
    return coded
