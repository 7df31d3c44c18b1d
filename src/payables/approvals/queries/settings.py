"""How an account reminds and escalates."""

from typing import Any
from uuid import UUID

from payables.approvals.rules.escalation import ApprovalSettings
from payables.platform.db import Transaction

OF_ACCOUNT = """
SELECT remind_after_hours, remind_every_hours, escalate_after_hours, escalate_to
  FROM approval_settings WHERE account_id = $1
"""

WITH_CLOCKS = """
SELECT account_id FROM approval_settings
 WHERE remind_after_hours IS NOT NULL OR escalate_after_hours IS NOT NULL ORDER BY account_id
"""


async def of_account(tx: Transaction) -> ApprovalSettings:
    row = await tx.fetchrow(OF_ACCOUNT, tx.account_id)
    if row is None:
        return ApprovalSettings()
    values: dict[str, Any] = {**row, "escalate_to": tuple(row["escalate_to"])}
    return ApprovalSettings(**values)


async def accounts_with_clocks(connection: Any) -> list[UUID]:
    """Accounts that have switched something on. Needs an operator's connection."""
    return [row["account_id"] for row in await connection.fetch(WITH_CLOCKS)]
