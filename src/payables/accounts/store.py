"""Writes of the account structure: only provisioning does that."""

from typing import Any

from payables.accounts.errors import ProvisionedMeanwhile
from payables.accounts.model import Step, StepKind
from payables.platform.db import Transaction

# Two runs for one account go one after the other; new rows that refer to the account do not wait.
LOCK_ACCOUNT = "SELECT FROM accounts WHERE account_id = $1 FOR NO KEY UPDATE"

INSERT_ACCOUNT = """
INSERT INTO accounts (account_id, key, name, plan, features, approval_mode, allow_self_approval, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING RETURNING account_id
"""

UPDATE_ACCOUNT = """
UPDATE accounts SET name = coalesce($2, name), plan = coalesce($3, plan), features = coalesce($4, features),
       approval_mode = coalesce($5, approval_mode), allow_self_approval = coalesce($6, allow_self_approval),
       updated_at = $7
 WHERE account_id = $1
"""

INSERT_COMPANY = """
INSERT INTO companies (account_id, id, key, name, currency, tax_ids, own_names, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
"""

UPDATE_COMPANY = """
UPDATE companies SET name = coalesce($3, name), currency = coalesce($4, currency), tax_ids = coalesce($5, tax_ids),
       own_names = coalesce($6, own_names), updated_at = $7
 WHERE account_id = $1 AND key = $2 RETURNING id
"""

INSERT_GROUP = """
INSERT INTO location_groups (account_id, id, key, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
"""

UPDATE_GROUP = "UPDATE location_groups SET name = $3, updated_at = $4 WHERE account_id = $1 AND key = $2 RETURNING id"

INSERT_LOCATION = """
INSERT INTO locations (account_id, id, key, name, company_id, group_id, active, created_at, updated_at)
SELECT $1, $2, $3, $4, c.id, (SELECT g.id FROM location_groups g WHERE g.account_id = $1 AND g.key = $6), true, $7, $7
  FROM companies c WHERE c.account_id = $1 AND c.key = $5
"""

UPDATE_LOCATION = """
-- $5 says whether the group changes: it may become none
UPDATE locations SET name = coalesce($3, name), active = coalesce($7, active), updated_at = $8,
       company_id = coalesce((SELECT c.id FROM companies c WHERE c.account_id = $1 AND c.key = $4), company_id),
       group_id = CASE WHEN $5 THEN (SELECT g.id FROM location_groups g WHERE g.account_id = $1 AND g.key = $6)
                       ELSE group_id END
 WHERE account_id = $1 AND key = $2 RETURNING id
"""


async def lock_account(tx: Transaction) -> None:
    """Until the end of the transaction nobody else provisions this account."""
    await tx.execute(LOCK_ACCOUNT, tx.account_id)


async def write_account(tx: Transaction, key: str, step: Step) -> None:
    """Raises ProvisionedMeanwhile when another run has just created an account of this key."""
    after = step.after
    names = ("name", "plan", "features", "approval_mode", "allow_self_approval")
    if step.kind is not StepKind.CREATE:
        await tx.execute(UPDATE_ACCOUNT, tx.account_id, *map(after.get, names), tx.now)
    elif not await tx.fetchval(INSERT_ACCOUNT, tx.account_id, key, *map(after.get, names), tx.now):
        raise ProvisionedMeanwhile(key=key)


async def write_company(tx: Transaction, step: Step) -> int:
    """Answers the company's id, as do the others."""
    values = [step.after.get(name) for name in ("name", "currency", "tax_ids", "own_names")]
    if step.kind is not StepKind.CREATE:
        return await tx.fetchval(UPDATE_COMPANY, tx.account_id, step.key, *values, tx.now)
    number = await tx.new_number("company")
    await tx.execute(INSERT_COMPANY, tx.account_id, number, step.key, *values, tx.now)
    return number


async def write_group(tx: Transaction, step: Step) -> int:
    if step.kind is not StepKind.CREATE:
        return await tx.fetchval(UPDATE_GROUP, tx.account_id, step.key, step.after["name"], tx.now)
    number = await tx.new_number("group")
    await tx.execute(INSERT_GROUP, tx.account_id, number, step.key, step.after["name"], tx.now)
    return number


async def write_location(tx: Transaction, step: Step) -> int:
    after = step.after
    if step.kind is not StepKind.CREATE:
        return await tx.fetchval(UPDATE_LOCATION, tx.account_id, step.key, *_changed(after), tx.now)
    number = await tx.new_number("location")
    values = (after["name"], after["company"], after["group"])
    await tx.execute(INSERT_LOCATION, tx.account_id, number, step.key, *values, tx.now)
    return number


def _changed(after: dict[str, Any]) -> tuple[Any, ...]:
    return after.get("name"), after.get("company"), "group" in after, after.get("group"), after.get("active")


WRITE = {"company": write_company, "group": write_group, "location": write_location}
