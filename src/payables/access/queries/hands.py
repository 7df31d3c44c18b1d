"""Who may have acted as whom, by the secrets that they made."""

from datetime import datetime

from payables.access.rules import hands
from payables.access.rules.hands import Held
from payables.platform.db import Transaction

HELD = """
SELECT DISTINCT c.user_id AS program, s.issued_by AS holder, least(s.expires_at, s.revoked_at, c.revoked_at) AS ended_at
  FROM oauth_client_secrets s JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
 WHERE s.account_id = $1 AND s.issued_by IS NOT NULL
"""
# Programs that a person may have acted as, because they made a secret of it.
ACTED_AS = """
SELECT c.user_id, least(s.expires_at, s.revoked_at, c.revoked_at) AS ended_at
  FROM oauth_client_secrets s JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
 WHERE s.account_id = $1 AND s.issued_by = {person}
"""


async def one_hand(tx: Transaction, users: frozenset[int], since: datetime) -> frozenset[int]:
    """`users` and everybody who may have acted as one of them since then (rules/hands.py)."""
    return hands.one_hand(users, [Held(**row) for row in await tx.once(HELD, tx.account_id)], since)
