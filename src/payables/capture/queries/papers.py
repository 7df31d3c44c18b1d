"""What the papers of documents say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from payables.capture.model import KeptReading, StraightThrough
from payables.capture.rules.channel import Channel, channel_of
from payables.extraction.accounts import accounts_of
from payables.extraction.model import Field
from payables.platform.db import Transaction

PAPERS = """
-- what was read from these uploads, and from those that joined the invoices of them; nothing of deleted files
SELECT coalesce(u.duplicate_of, u.id) AS first, r.reading -> 'method' AS method, r.reading -> 'pages' AS pages,
       r.reading -> 'fields' AS fields, r.reading -> 'candidates' AS candidates, r.reading -> 'einvoice' AS einvoice,
       r.reading -> 'straight_through' AS straight_through
  FROM uploads u JOIN readings r ON r.account_id = u.account_id AND r.upload_id = u.id
       JOIN uploads f ON f.account_id = u.account_id AND f.id = coalesce(u.duplicate_of, u.id)
       JOIN uploads whole ON whole.account_id = f.account_id AND whole.id = coalesce(f.part_of, f.id)
 WHERE whole.deleted_at IS NULL AND u.account_id = $1 AND u.status = 'processed' AND (u.id = ANY($2) OR u.duplicate_of = ANY($2))
"""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One of the documents that an invoice was read from."""

    channel: Channel
    accounts: list[str]
    fields: dict[str, Field]
    straight_through: StraightThrough | None


async def papers_of(tx: Transaction, uploads: Sequence[UUID]) -> dict[UUID, list[SourceDocument]]:
    """First upload -> its document and those that joined it."""
    found: dict[UUID, list[SourceDocument]] = {}
    for row in await tx.fetch(PAPERS, tx.account_id, list(uploads)):
        said = _said(row)
        paper = SourceDocument(channel_of(said.method), accounts_of(said), said.fields, said.straight_through)
        found.setdefault(row["first"], []).append(paper)
    return found


def _said(row: Any) -> KeptReading:
    """Of a row of PAPERS: what the paper says of accounts and of what is compared."""
    names = ("method", "pages", "fields", "candidates", "einvoice", "straight_through")
    return msgspec.convert({"kind": "", **{name: row[name] for name in names if row[name] is not None}}, KeptReading)
