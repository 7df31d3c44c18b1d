"""Reads of comments."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.comments.model import Comment
from payables.kit.pages import Page
from payables.notices.model import Subject
from payables.platform.db import Transaction

OF_SUBJECT = """
SELECT id, author_id, text, mentions, created_at, deleted_at, count(*) OVER () AS total
  FROM comments WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3
 ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5
"""

ONE = """
SELECT id, author_id, text, mentions, created_at, deleted_at
  FROM comments WHERE account_id = $1 AND subject_type = $2 AND subject_id = $3 AND id = $4
"""


@dataclass(frozen=True, slots=True)
class Comments:
    """One page, and how many there are in all."""

    total: int
    comments: list[Comment]


async def of_subject(tx: Transaction, subject: Subject, page: Page) -> Comments:
    """Newest first, deleted ones among them."""
    found = await tx.page(OF_SUBJECT, page, tx.account_id, subject.type, subject.id)
    return Comments(found.total, [_comment(row) for row in found.rows])


async def one(tx: Transaction, subject: Subject, comment: UUID) -> Comment | None:
    row = await tx.fetchrow(ONE, tx.account_id, subject.type, subject.id, comment)
    return _comment(row) if row else None


def _comment(row: Any) -> Comment:
    return Comment(**{name: row[name] for name in Comment.__dataclass_fields__})
