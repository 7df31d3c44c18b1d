"""How large the pages of an upload's files are, as its reading found them."""

from typing import Any
from uuid import UUID

from payables.platform.db import Transaction

READ_SIZES = """
-- of the upload, or of one of its parts: each part's reading has the sizes of all pages that were read together
SELECT jsonb_build_object('page_sizes', r.reading -> 'page_sizes', 'page_turns', r.reading -> 'page_turns')
  FROM uploads u JOIN uploads d ON d.account_id = u.account_id AND (d.id = u.id OR d.part_of = u.id AND d.plan = u.plan)
       JOIN readings r ON r.account_id = d.account_id AND r.upload_id = d.id
 WHERE u.account_id = $1 AND u.id = $2 AND u.status = 'processed'
 ORDER BY d.part_of IS NULL, d.id LIMIT 1
"""


async def read_sizes(tx: Transaction, upload_id: UUID) -> dict[str, Any]:
    """`page_sizes` and `page_turns` of extraction/model.py, Reading; empty where nothing was read."""
    return await tx.fetchval(READ_SIZES, tx.account_id, upload_id) or {}
