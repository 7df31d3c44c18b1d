"""Writes of custom fields: only provisioning does that."""

from typing import Any

from payables.platform.db import Transaction

INSERT = """
INSERT INTO custom_field_specs (account_id, id, company, subject, key, type, label, required, default_value, choices,
                                created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
"""

UPDATE = """
UPDATE custom_field_specs
   SET type = $3, label = $4, required = $5, default_value = $6, choices = $7, active = $8, updated_at = $9
 WHERE account_id = $1 AND id = $2
"""


async def insert_field(tx: Transaction, company_id: int | None, field: dict[str, Any]) -> int:
    """Returns its id. `field` has the names of FieldEntry."""
    number = await tx.new_number("custom_field")
    names = ("subject", "key", "type", "label", "required", "default", "choices")
    await tx.execute(INSERT, tx.account_id, number, company_id, *(field[name] for name in names), tx.now)
    return number


async def update_field(tx: Transaction, number: int, field: dict[str, Any]) -> None:
    names = ("type", "label", "required", "default", "choices", "active")
    await tx.execute(UPDATE, tx.account_id, number, *(field[name] for name in names), tx.now)
