"""What an account asks of readings."""

from collections.abc import Mapping

import msgspec

from payables.capture.rules.gate import GateSettings
from payables.capture.rules.thresholds import Threshold
from payables.platform.db import Transaction

WRITE_GATE = """
INSERT INTO reading_settings (account_id, precision_target, check_all, sampled_share, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id) DO UPDATE
   SET precision_target = $2, check_all = $3, sampled_share = $4, updated_at = $5, updated_by = $6
"""

KEEP_THRESHOLDS = """
INSERT INTO reading_thresholds (account_id, thresholds, made_for, made_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id) DO UPDATE SET thresholds = $2, made_for = $3, made_at = $4
"""


async def write_gate(tx: Transaction, settings: GateSettings) -> None:
    wanted = (settings.precision_target, settings.check_all, settings.sampled_share)
    await tx.execute(WRITE_GATE, tx.account_id, *wanted, tx.now, tx.actor.user_id)


async def keep_thresholds(tx: Transaction, thresholds: Mapping[str, Threshold], made_for: float) -> None:
    await tx.execute(KEEP_THRESHOLDS, tx.account_id, msgspec.to_builtins(thresholds), made_for, tx.now)
