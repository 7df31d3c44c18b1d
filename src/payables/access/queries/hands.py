"""Who may have acted as whom, by the secrets that they made."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from payables.access.rules import hands
from payables.access.rules.hands import Held
from payables.platform.db import Transaction

# Of the secrets that one user made of one program, the one that ends last tells all: every rotation makes one more.
HELD = """
SELECT program, holder, CASE WHEN bool_and(ended_at IS NOT NULL) THEN max(ended_at) END AS ended_at
  FROM (SELECT c.user_id AS program, s.issued_by AS holder, least(s.expires_at, s.revoked_at, c.revoked_at) AS ended_at
          FROM oauth_client_secrets s JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
         WHERE s.account_id = $1 AND s.issued_by IS NOT NULL) made
 GROUP BY program, holder
"""


async def one_hand(tx: Transaction, users: frozenset[int], since: datetime) -> frozenset[int]:
    """`users` and everybody who may have acted as one of them since then (rules/hands.py)."""
    return (await hands_of_many(tx, [(users, since)]))[0]


async def hands_of_many(tx: Transaction, wanted: Sequence[tuple[frozenset[int], datetime]]) -> list[frozenset[int]]:
    """The same of many, in their order: reckoned once for those that are alike."""
    held = await _held(tx)
    found = {one: hands.one_hand(one[0], held, one[1]) for one in set(wanted)}
    return [found[one] for one in wanted]


async def behind_many(tx: Transaction, wanted: Sequence[tuple[frozenset[int], datetime]]) -> list[frozenset[int]]:
    """Of each, in their order, the users and everybody who may have acted through one of them since then."""
    held = await _held(tx)
    return [hands.behind(users, held, since) for users, since in wanted]


async def acted_as(tx: Transaction, person: int) -> Mapping[int, datetime | None]:
    """The programs of whose hand a person is, each with the instant up to which: what was begun from then on is not theirs."""
    return hands.acted_as(person, await _held(tx))


async def _held(tx: Transaction) -> list[Held]:
    return [Held(**row) for row in await tx.once(HELD, tx.account_id)]
