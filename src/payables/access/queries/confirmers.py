"""Who has a right over all of a company."""

from payables.access.model import ROLES
from payables.platform.caller import Permission
from payables.platform.db import Transaction

OVER_COMPANY = """
SELECT id FROM users
 WHERE account_id = $1 AND kind = 'person' AND active AND role = ANY($2)
   AND location_ids IS NULL AND (company_ids IS NULL OR $3 = ANY(company_ids))
 ORDER BY id
"""


async def people_who_may(tx: Transaction, permission: Permission, company_id: int) -> list[int]:
    """Active people whose role has the permission and who see all of the company."""
    roles = [role for role, permissions in ROLES.items() if permission in permissions]
    return [row["id"] for row in await tx.fetch(OVER_COMPANY, tx.account_id, roles, company_id)]
