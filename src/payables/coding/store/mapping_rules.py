"""Writes of mapping rules."""

from hashlib import sha256
from typing import Any

import msgspec

from payables.coding.model import Rule
from payables.coding.rules.keys import name_key, sku_key
from payables.platform.db import Transaction

CONDITIONS = (
    "vendor_id", "location_id", "sku", "sku_key", "item_name", "name_key", "keyword", "applies_to", "dimensions",
    "conditions",
)  # fmt: skip

INSERT = f"""
INSERT INTO mapping_rules (account_id, id, company_id, created_at, updated_at, created_by, {", ".join(CONDITIONS)})
VALUES ($1, $2, $3, $4, $4, $5, {", ".join(f"${n}" for n in range(6, 6 + len(CONDITIONS)))})
ON CONFLICT (account_id, company_id, conditions) DO NOTHING
RETURNING id
"""  # noqa: S608

UPDATE = f"""
UPDATE mapping_rules
   SET updated_at = $3, {", ".join(f"{name} = ${n}" for n, name in enumerate(CONDITIONS, 4))}
 WHERE account_id = $1 AND id = $2
"""  # noqa: S608

DELETE = "DELETE FROM mapping_rules WHERE account_id = $1 AND id = $2"


async def insert(tx: Transaction, rule: Rule) -> bool:
    """False where the company has a rule with these conditions; the database decides who was first."""
    made = (tx.account_id, rule.id, rule.company_id, rule.created_at, rule.created_by)
    return bool(await tx.fetchval(INSERT, *made, *_columns(rule)))


async def update(tx: Transaction, rule: Rule) -> None:
    """The caller holds the row's lock, and has looked whether another rule has these conditions."""
    await tx.execute(UPDATE, tx.account_id, rule.id, tx.now, *_columns(rule))


async def delete(tx: Transaction, rule: Rule) -> None:
    await tx.execute(DELETE, tx.account_id, rule.id)


def conditions_of(rule: Rule) -> bytes:
    """The same digest for rules that ask the same."""
    asked = (
        rule.vendor_id,
        rule.location_id,
        _key(rule.sku, sku_key),
        _key(rule.item_name, name_key),
        _key(rule.keyword, name_key),
        rule.applies_to,
    )
    return sha256(msgspec.json.encode(asked)).digest()


def _columns(rule: Rule) -> list[Any]:
    values = {name: getattr(rule, name, None) for name in CONDITIONS}
    values |= {
        "sku_key": _key(rule.sku, sku_key),
        "name_key": _key(rule.item_name, name_key),
        "conditions": conditions_of(rule),
        "dimensions": dict(rule.dimensions),
    }
    return [values[name] for name in CONDITIONS]


def _key(text: str | None, make: Any) -> str | None:
    return None if text is None else make(text)
