"""One document of a file that holds several, and what is needed to enter it once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from payables.capture.model import Lane, Taken
from payables.extraction.model import Reading
from payables.platform.db import Transaction

PART = """
SELECT id, part_pages AS pages, duplicate_of FROM uploads
 WHERE account_id = $1 AND part_of = $2 AND plan = $3 AND part_pages = $4::int[]
"""

READING = "SELECT reading FROM readings WHERE account_id = $1 AND upload_id = $2"

TAKEN = """
SELECT account_id, id, attempts AS attempt, plan, lane, company_id, location_id, user_id, filename, media_type, sha256, size,
       created_at, metadata ->> 'received_on' AS received_on
  FROM uploads WHERE account_id = $1 AND id = $2
"""


@dataclass(frozen=True, slots=True)
class FilePart:
    """Its pages count through the files that are read together; `duplicate_of` is the document whose invoice it has joined."""

    id: UUID
    pages: list[int]
    duplicate_of: UUID | None


async def part_of_pages(tx: Transaction, upload_id: UUID, plan: int, pages: Sequence[int]) -> FilePart | None:
    row = await tx.fetchrow(PART, tx.account_id, upload_id, plan, list(pages))
    return FilePart(**row) if row else None


async def reading_of(tx: Transaction, document: UUID) -> Reading:
    """Of a document that was read."""
    return msgspec.convert(await tx.fetchval(READING, tx.account_id, document), Reading)


async def taken_again(tx: Transaction, upload_id: UUID) -> Taken:
    """The file as the worker had it that read it."""
    row = await tx.fetchrow(TAKEN, tx.account_id, upload_id)
    assert row is not None
    values: dict[str, Any] = {**row, "lane": Lane(row["lane"])}
    return Taken(**values)
