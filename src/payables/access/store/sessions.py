"""Writes of sessions, through the door."""

from datetime import datetime
from uuid import UUID

from payables.access.model.people import Visitor
from payables.access.store.door import Door

INSERT = """
INSERT INTO sessions (id, login_id, digest, second_factor_pending, chosen_account, chosen_company, created_at, seen_at,
                      idle_ends_at, ends_at, source, user_agent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11)
"""


async def insert_session(
    door: Door,
    session_id: UUID,
    login_id: UUID,
    digest: bytes,
    visitor: Visitor,
    *,
    second_factor_pending: bool,
    account_id: UUID | None,
    company_id: int | None,
    idle_ends_at: datetime,
    ends_at: datetime,
) -> None:
    await door.connection.execute(
        INSERT,
        session_id,
        login_id,
        digest,
        second_factor_pending,
        account_id,
        company_id,
        door.now,
        idle_ends_at,
        ends_at,
        visitor.source,
        visitor.user_agent,
    )
