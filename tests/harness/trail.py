"""What the audit trail says, looked at from inside: no endpoint shows the trail of master data."""

from typing import Any

from harness.tenants import Tenant


def trail(tenant: Tenant, subject_type: str) -> list[dict[str, Any]]:
    """Entries of the account's trail about one kind of subject, oldest first."""

    async def read() -> list[dict[str, Any]]:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = "SELECT * FROM audit_log WHERE account_id = $1 AND subject_type = $2 ORDER BY id"
            return [dict(row) for row in await tx.fetch(sql, tx.account_id, subject_type)]

    return tenant.server.run(read())
