"""Writes of comments."""

from payables.comments.model import Comment
from payables.notices.model import Subject
from payables.platform.db import Transaction

INSERT = """
INSERT INTO comments (account_id, id, subject_type, subject_id, author_id, text, mentions, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

DELETE = """
UPDATE comments SET text = NULL, deleted_at = $3 WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING id
"""


async def insert(tx: Transaction, subject: Subject, comment: Comment) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        comment.id,
        subject.type,
        subject.id,
        comment.author_id,
        comment.text,
        comment.mentions,
        comment.created_at,
    )


async def delete(tx: Transaction, comment: Comment) -> bool:
    """The text goes, the place stays. False where somebody was faster."""
    return await tx.fetchval(DELETE, tx.account_id, comment.id, tx.now) is not None
