"""What was read from an invoice's paper, and on which files its pages stand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.invoices.rules.paper_pages import PaperFile
from payables.platform.db import Transaction

PAPER = """
-- a part of a file, or of several that are read together by a plan: the files in their order, with all their pages
SELECT r.reading, d.part_pages, d.sha256, f.hashes, f.counts
  FROM readings r JOIN uploads d ON d.account_id = r.account_id AND d.id = r.upload_id
  LEFT JOIN LATERAL (
    SELECT array_agg(u.sha256 ORDER BY x.position) AS hashes, array_agg(x.pages ORDER BY x.position) AS counts
      FROM upload_plan_files x JOIN uploads u ON u.account_id = x.account_id AND u.id = x.file
     WHERE x.account_id = d.account_id AND x.upload_id = d.part_of AND x.number = d.plan) f ON true
 WHERE r.account_id = $1 AND r.upload_id = $2
"""


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """`reading` is extraction/model.py, Reading, as plain values; `pages` are the document's own of the files' pages, counted
    through, and None where all are."""

    reading: dict[str, Any]
    files: list[PaperFile]
    pages: list[int] | None


async def paper_of(tx: Transaction, upload_id: UUID | None) -> ReadPaper | None:
    row = await tx.fetchrow(PAPER, tx.account_id, upload_id) if upload_id else None
    if row is None:
        return None
    counted = zip(row["hashes"], row["counts"], strict=True) if row["hashes"] else [(row["sha256"], None)]
    return ReadPaper(row["reading"], [PaperFile(*file) for file in counted], row["part_pages"])
