"""One account's trail, looked at and written from inside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from harness.inside import inside
from harness.tenants import Tenant
from payables.audit.actions.export import export
from payables.audit.actions.record import record
from payables.audit.actions.seal import seal_all
from payables.audit.actions.signing_key import signing_key
from payables.audit.model import Seal
from payables.audit.queries import sealed
from payables.platform.db import Transaction


@dataclass
class Desk:
    """Of one tenant."""

    tenant: Tenant

    def write(self, count: int = 1, **changes: Any) -> None:
        """So many entries, in one transaction."""

        async def work(tx: Transaction) -> None:
            for number in range(count):
                record(tx, "thing.changed", "thing", number, **changes)

        inside(self.tenant, work)

    def seal(self) -> None:
        self.tenant.server.run(seal_all(self.tenant.server.database, self.tenant.account_id))

    def seals(self) -> list[Seal]:
        return [seal for seal, _ in inside(self.tenant, sealed, 0, None, 10**6)]

    def count(self, table: str) -> int:
        async def work(tx: Transaction) -> int:
            return await tx.fetchval(f"SELECT count(*) FROM {table} WHERE account_id = $1", tx.account_id)

        return inside(self.tenant, work)

    def export(self) -> bytes:
        """A whole export."""
        server = self.tenant.server

        async def collect() -> bytes:
            key = signing_key(server.secret_key)
            return b"".join([line async for line in export(server.database, self.tenant.account_id, key)])

        return server.run(collect())

    def exported(self, path: Path) -> Path:
        path.write_bytes(self.export())
        return path

    def as_owner(self, *statements: str) -> None:
        """What somebody does who owns the database. `$1` is the account."""

        async def run() -> None:
            connection = await asyncpg.connect(self.tenant.server.database_dsns.superuser)
            try:
                for sql in statements:
                    await connection.execute(sql.replace("$1", f"'{self.tenant.account_id}'"))
            finally:
                await connection.close()

        self.tenant.server.run(run())
