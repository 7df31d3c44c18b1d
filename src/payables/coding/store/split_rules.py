"""Writes of split rules."""

from typing import Any
from uuid import UUID

import msgspec

from payables.coding.model import Part, SplitRule
from payables.coding.queries.split_rules import item_key
from payables.platform.db import Transaction

PUT = """
-- one rule per vendor and item: the last word counts
INSERT INTO split_rules (account_id, id, company_id, vendor_id, item_key, sku, name, parts, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
ON CONFLICT (account_id, company_id, vendor_id, item_key)
   DO UPDATE SET sku = excluded.sku, name = excluded.name, parts = excluded.parts, updated_at = excluded.updated_at
RETURNING id
"""

DELETE = "DELETE FROM split_rules WHERE account_id = $1 AND id = $2"


async def put(tx: Transaction, rule: SplitRule) -> UUID:
    """Returns the id it has: that of the rule it replaces, if there is one."""
    key = item_key(rule.sku, rule.item_name)
    parts = [_stored(part) for part in rule.parts]
    return await tx.fetchval(
        PUT, tx.account_id, rule.id, rule.company_id, rule.vendor_id, key, rule.sku, rule.item_name, parts, tx.now
    )


async def delete(tx: Transaction, rule_id: UUID) -> None:
    await tx.execute(DELETE, tx.account_id, rule_id)


def _stored(part: Part) -> dict[str, Any]:
    return msgspec.to_builtins(part)
