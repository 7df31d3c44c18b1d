"""Writes of how an account reminds and escalates."""

from payables.approvals.rules.escalation import ApprovalSettings
from payables.platform.db import Transaction

WRITE = """
INSERT INTO approval_settings (account_id, remind_after_hours, remind_every_hours, escalate_after_hours, escalate_to,
                               updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (account_id) DO UPDATE
   SET remind_after_hours = $2, remind_every_hours = $3, escalate_after_hours = $4, escalate_to = $5, updated_at = $6,
       updated_by = $7
"""

TRY_AGAIN = """
-- what found nobody to escalate to may find somebody now
UPDATE approvals SET escalated_at = NULL
 WHERE account_id = $1 AND status = 'pending' AND escalated_at IS NOT NULL AND escalated_to = '{}'
"""


async def write(tx: Transaction, settings: ApprovalSettings) -> None:
    await tx.execute(
        WRITE,
        tx.account_id,
        settings.remind_after_hours,
        settings.remind_every_hours,
        settings.escalate_after_hours,
        list(settings.escalate_to),
        tx.now,
        tx.actor.user_id,
    )
    await tx.execute(TRY_AGAIN, tx.account_id)
