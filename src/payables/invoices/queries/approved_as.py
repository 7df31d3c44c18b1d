"""What the coding of an approved invoice stood for in the ERP, and whether it still does.

An approval covers the dimensions by our ids. Which account of the ERP such an id means is master data that changes apart
from the invoice, so the approval covers that as well: `erp_dimension_id` and `code` of every dimension of header, lines
and splits, and the vendor's `erp_vendor_id`. `approved_as` holds 16 bytes for each of them. Names are not among it, and
an ERP id that the vendor did not have yet may be filled in.
"""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

LENGTH = 16
_DIGEST = "substring(sha256(convert_to(jsonb_build_array({parts})::text, 'UTF8')) FOR " + str(LENGTH) + ")"

# One row for each dimension and the vendor of the invoices; `blank` is the vendor's digest without an ERP id.
_CODED = f"""
SELECT c.invoice, upper(d.ottimate_type) || ' ' || coalesce(d.name, c.id) AS called,
       {_DIGEST.format(parts="'dimension', c.id, d.erp_dimension_id, d.code")} AS digest, NULL::bytea AS blank
  FROM (SELECT i.id AS invoice, x.value AS id
          FROM invoices i, jsonb_each_text(i.dimensions) x WHERE i.account_id = $1 AND i.id = {{ids}}
         UNION SELECT n.invoice, x.value
          FROM invoice_items n, jsonb_each_text(n.dimensions) x WHERE n.account_id = $1 AND n.invoice = {{ids}}
         UNION SELECT s.invoice, x.value
          FROM invoice_splits s, jsonb_each_text(s.dimensions) x WHERE s.account_id = $1 AND s.invoice = {{ids}}) c
  LEFT JOIN dimensions d ON d.account_id = $1 AND d.id = c.id
 UNION ALL
SELECT i.id, 'vendor ' || v.erp_vendor_name,
       {_DIGEST.format(parts="'vendor', v.id, v.erp_vendor_id")}, {_DIGEST.format(parts="'vendor', v.id, NULL::text")}
  FROM invoices i JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND i.id = {{ids}}
"""  # noqa: S608

DIGESTS_OF_ONE = f"SELECT coalesce(string_agg(a.digest, ''::bytea), ''::bytea) FROM ({_CODED.format(ids='$2')}) a"  # noqa: S608

CHANGED = f"""
-- whatever has no bytes of its own in what was written down at the approval
SELECT a.invoice, array_agg(DISTINCT a.called ORDER BY a.called) AS changed
  FROM ({_CODED.format(ids="ANY($2::uuid[])")}) a
  JOIN invoices i ON i.account_id = $1 AND i.id = a.invoice
 WHERE position(a.digest IN i.approved_as) = 0 AND coalesce(position(a.blank IN i.approved_as), 0) = 0
 GROUP BY a.invoice
"""  # noqa: S608


async def changed_since_approval(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Of those among them that would leave as something else than was approved: what of it is another now, as people
    call it. One statement for all; what nobody approved is not compared."""
    if not invoices:
        return {}
    rows = await tx.fetch(CHANGED, tx.account_id, list(invoices))
    return {row["invoice"]: row["changed"] for row in rows}
