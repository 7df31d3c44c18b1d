"""The truth of papers, for whoever learns rankers from it: bounded, and fair between accounts."""

from collections.abc import AsyncGenerator, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from payables.learning.model.papers import How, Truth
from payables.learning.model.rankers import PaperFile
from payables.learning.queries.papers import APPROVERS, IN_DOUBT
from payables.learning.rules.shares import shares
from payables.platform.db import Database, Transaction

COUNTS = "SELECT account_id, count(*) AS papers FROM read_papers GROUP BY account_id"

NEWEST = """
-- what teaches memory teaches rankers (papers.py); the words of a part are those of its pages of the files that its plan reads
SELECT p.invoice, p.upload_id, p.company_id, p.vendor_id, p.fields, p.changed_at, i.state = 'approved' AS approved,
       d.part_pages AS pages, d.deleted_at IS NULL AND w.deleted_at IS NULL AS kept,
       w.sha256, w.filename, w.media_type, f.hashes, f.filenames,
       ARRAY(SELECT s.id FROM users s
              WHERE s.account_id = $1 AND s.active AND s.role = ANY($4)
                AND s.id IN (SELECT (truth ->> 'by')::int FROM jsonb_each(p.fields) AS of_field (name, truth))) AS approvers
  FROM read_papers p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
  JOIN uploads d ON d.account_id = p.account_id AND d.id = p.upload_id
  JOIN uploads w ON w.account_id = p.account_id AND w.id = coalesce(d.part_of, d.id)
  LEFT JOIN LATERAL (
    SELECT array_agg(u.sha256 ORDER BY x.position) AS hashes, array_agg(u.filename ORDER BY x.position) AS filenames
      FROM upload_plan_files x JOIN uploads u ON u.account_id = x.account_id AND u.id = x.file
     WHERE x.account_id = p.account_id AND x.upload_id = d.part_of AND x.number = d.plan) f ON true
 WHERE p.account_id = $1 AND i.state <> 'archived' AND i.flag_reason IS NULL
   AND p.fields @? '$.* ? (@.how != "unseen")'
   AND NOT EXISTS (SELECT FROM jsonb_array_elements(i.reasons) AS reason WHERE reason ->> 'code' = ANY($3))
 ORDER BY p.changed_at DESC, p.invoice LIMIT $2
"""


class TrueField(msgspec.Struct):
    """One field of one paper: what is true, how that is known, and what was read how surely without memory's help."""

    account: UUID
    upload: UUID
    field: str
    value: str | None
    how: How
    approved: bool
    read: str | None
    confidence: float | None


class TruePaper(msgspec.Struct):
    """A paper with its true fields, and where its words stand: the `pages` (None: all) of `files`, counted through; no file
    where somebody has deleted the upload."""

    account: UUID
    invoice: UUID
    upload: UUID
    vendor: str
    changed_at: datetime
    fields: list[TrueField]
    files: list[PaperFile]
    pages: list[int] | None


async def truths(database: Database, most: int) -> AsyncGenerator[TrueField]:
    """Of the newest papers, at most `most` in all; what nobody has looked at is no truth to learn from."""
    async for paper in true_papers(database, most):
        for field in paper.fields:
            yield field


async def true_papers(
    database: Database, most: int, without: Collection[UUID] = frozenset()
) -> AsyncGenerator[TruePaper]:
    """The newest first within each account, at most `most` in all, none of the accounts `without`. What nobody has looked at
    is no truth, nor is an approval that was undone, nor what somebody wrote who may not approve until somebody has."""
    async with database.operator() as connection:
        papers = {row["account_id"]: row["papers"] for row in await connection.fetch(COUNTS)}
    wanted = {account: count for account, count in papers.items() if account not in without}
    for account_id, share in shares(wanted, most, turn=f"{database.clock.now():%Y-%m-%d}").items():
        async with database.transaction(account_id) as tx:
            for paper in await _of_account(tx, share):
                yield paper


async def _of_account(tx: Transaction, most: int) -> list[TruePaper]:
    rows = await tx.fetch(NEWEST, tx.account_id, most, list(IN_DOUBT), list(APPROVERS))
    return [_paper(tx.account_id, row) for row in rows]


def _paper(account: UUID, row: Any) -> TruePaper:
    truth = msgspec.convert(row["fields"], dict[str, Truth])
    known = {name: of_one for name, of_one in truth.items() if _is_known(of_one, row)}
    return TruePaper(
        account=account,
        invoice=row["invoice"],
        upload=row["upload_id"],
        vendor=f"{row['company_id']}/{row['vendor_id'] or row['invoice']}",
        changed_at=row["changed_at"],
        fields=[_field(account, row["upload_id"], name, of_one) for name, of_one in known.items()],
        files=_files(row) if row["kept"] else [],
        pages=row["pages"],
    )


def _is_known(truth: Truth, row: Any) -> bool:
    if truth.how is How.UNSEEN:
        return False
    return row["approved"] or (truth.how is How.CORRECTED and truth.by in row["approvers"])


def _field(account: UUID, upload: UUID, name: str, truth: Truth) -> TrueField:
    approved = truth.approved or truth.how is How.APPROVED
    read, confidence = (truth.plain, truth.plain_confidence) if truth.recalled else (truth.read, truth.confidence)
    return TrueField(account, upload, name, truth.value, truth.how, approved, read, confidence)


def _files(row: Any) -> list[PaperFile]:
    """XML has no words to learn from."""
    if row["media_type"] == "application/xml":
        return []
    pairs = zip(row["hashes"] or [row["sha256"]], row["filenames"] or [row["filename"]], strict=True)
    return [PaperFile(digest, name) for digest, name in pairs]
