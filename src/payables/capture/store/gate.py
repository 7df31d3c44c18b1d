"""What an account asks of readings."""

from collections.abc import Mapping

import msgspec

from payables.capture.rules.gate import GateSettings
from payables.capture.rules.reach import ACCOUNT, Reach
from payables.capture.rules.thresholds import Threshold
from payables.platform.db import Transaction

WRITE_GATE = """
INSERT INTO reading_settings (account_id, precision_target, check_all, sampled_share, updated_at, updated_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (account_id) DO UPDATE
   SET precision_target = $2, check_all = $3, sampled_share = $4, updated_at = $5, updated_by = $6
"""

KEEP_THRESHOLDS = """
INSERT INTO reading_thresholds (account_id, thresholds, of_places, made_for, made_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (account_id) DO UPDATE SET thresholds = $2, of_places = $3, made_for = $4, made_at = $5
"""


async def write_gate(tx: Transaction, settings: GateSettings) -> None:
    wanted = (settings.precision_target, settings.check_all, settings.sampled_share)
    await tx.execute(WRITE_GATE, tx.account_id, *wanted, tx.now, tx.actor.user_id)


async def keep_thresholds(
    tx: Transaction, thresholds: Mapping[Reach, Mapping[str, Threshold]], made_for: float
) -> None:
    """Those of the account, and of each place that has its own."""
    of_account = msgspec.to_builtins(thresholds[ACCOUNT])
    places = {"/".join(map(str, place)): msgspec.to_builtins(own) for place, own in thresholds.items() if place}
    await tx.execute(KEEP_THRESHOLDS, tx.account_id, of_account, places, made_for, tx.now)
