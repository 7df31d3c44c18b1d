"""Whether pages of a delivered file stand in two invoices: only one of them may be paid.

Pages are known by the bytes of their file: what was deleted and sent again is the same paper.
"""

from uuid import UUID

from payables.platform.db import Transaction

# The file and the pages of it (NULL is all) that the document `d` was read from, by the plan that it was made by.
STANDS_ON = """
SELECT d.sha256, d.part_pages AS pages WHERE d.part_of IS NULL OR d.plan = 0
UNION ALL
SELECT f.sha256, array_agg(p - f.before)
  FROM (SELECT u.sha256, x.pages, (sum(x.pages) OVER (ORDER BY x.position))::int - x.pages AS before
          FROM upload_plan_files x JOIN uploads u ON u.account_id = x.account_id AND u.id = x.file
         WHERE x.account_id = d.account_id AND x.upload_id = d.part_of AND x.number = d.plan) f
  JOIN unnest(d.part_pages) p ON p > f.before AND p <= f.before + f.pages
 WHERE d.part_of IS NOT NULL AND d.plan > 0
 GROUP BY f.sha256, f.before
"""

# What the invoice $3 stands on, read from the document $4: its own, and the files that joined it by another channel.
OWN = f"""
own AS (
  SELECT o.sha256, o.pages FROM uploads d, LATERAL ({STANDS_ON}) o
   WHERE d.account_id = $1 AND d.id IN (
     SELECT $4 UNION ALL SELECT id FROM uploads WHERE account_id = $1 AND duplicate_of = $4 AND status = 'processed')
  UNION ALL
  SELECT sha256, pages FROM invoice_images WHERE account_id = $1 AND invoice = $3),
delivered AS (
  SELECT u.id FROM uploads u
   WHERE u.account_id = $1 AND u.company_id = $2 AND u.sha256 IN (SELECT sha256 FROM own) AND u.part_of IS NULL)
"""  # noqa: S608

LOCK_FILES = f"""
-- in the order of their ids; of two invoices that come back at once the second sees the first
WITH {OWN}
SELECT id FROM uploads WHERE account_id = $1 AND id IN (SELECT id FROM delivered) ORDER BY id FOR NO KEY UPDATE
"""  # noqa: S608

OVERLAPPING = f"""
WITH {OWN},
documents AS (
  SELECT d.* FROM uploads d WHERE d.account_id = $1 AND d.id IN (SELECT id FROM delivered)
  UNION ALL
  SELECT d.* FROM uploads d
   WHERE d.account_id = $1 AND d.part_of IN (
     SELECT id FROM delivered
     UNION ALL
     SELECT x.upload_id FROM upload_plan_files x
      WHERE x.account_id = $1 AND x.position > 0 AND x.file IN (SELECT id FROM delivered)))
SELECT i.id
  FROM documents d, LATERAL ({STANDS_ON}) theirs, own, invoices i
 WHERE own.sha256 = theirs.sha256 AND (own.pages IS NULL OR theirs.pages IS NULL OR own.pages && theirs.pages)
   AND i.account_id = $1 AND i.id <> $3 AND d.status <> 'duplicate' AND i.upload_id = coalesce(d.duplicate_of, d.id)
   AND (i.state <> 'archived' OR i.exported_at IS NOT NULL OR i.settled_by_payments > 0)
   -- what waits for this one itself is not in its way
   AND NOT (i.state = 'incomplete' AND i.reasons @> jsonb_build_array(jsonb_build_object('code', $5::text)))
 ORDER BY i.id LIMIT 1
"""  # noqa: S608


async def standing_on_same_pages(
    tx: Transaction, company_id: int, invoice: UUID, document: UUID, waits_by: str
) -> UUID | None:
    """Another invoice in use, or exported or paid, that has a page of this one; none that itself waits by this reason.

    The files stay locked until the transaction ends.
    """
    await tx.fetch(LOCK_FILES, tx.account_id, company_id, invoice, document)
    return await tx.fetchval(OVERLAPPING, tx.account_id, company_id, invoice, document, waits_by)
