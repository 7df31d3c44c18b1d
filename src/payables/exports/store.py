"""Writes of exports. The caller holds the lock of the job's row, or has just made it."""

from typing import Any
from uuid import UUID

import msgspec

from payables.exports.model import Job, Layout, Mapping
from payables.platform.db import Transaction

# In the order of their parameters.
MADE = (
    "id", "company_id", "location_ids", "channel", "format", "mapping_id", "mapping_version", "mapping",
    "transaction_prefix", "state", "created_at", "created_by",
)  # fmt: skip
CHANGED = (
    "state", "failure_code", "failure_message", "file_sha256", "file_name", "file_size", "sent_at", "answer_due_at",
    "uncertain_at", "finished_at",
)  # fmt: skip

INSERT = f"""
INSERT INTO export_jobs (account_id, updated_at, {", ".join(MADE)})
VALUES ($1, $2, {", ".join(f"${n}" for n in range(3, 3 + len(MADE)))})
"""  # noqa: S608

UPDATE = f"""
UPDATE export_jobs SET updated_at = $3, {", ".join(f"{name} = ${n}" for n, name in enumerate(CHANGED, 4))}
 WHERE account_id = $1 AND id = $2
"""  # noqa: S608

INSERT_FILE = """
INSERT INTO files (account_id, sha256, size, media_type, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""

INSERT_MAPPING = """
INSERT INTO export_mappings (account_id, id, company_id, name, name_key, content, version, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) ON CONFLICT (account_id, company_id, name_key) DO NOTHING RETURNING id
"""

UPDATE_MAPPING = """
UPDATE export_mappings SET name = $3, name_key = $4, content = $5, version = version + 1, updated_at = $6
 WHERE account_id = $1 AND id = $2
"""

DELETE_MAPPING = "DELETE FROM export_mappings WHERE account_id = $1 AND id = $2"


async def insert_job(tx: Transaction, job: Job) -> None:
    values = {name: getattr(job, name) for name in MADE} | {"mapping": _plain(job.mapping)}
    await tx.execute(INSERT, tx.account_id, tx.now, *values.values())


async def update_job(tx: Transaction, job: Job) -> None:
    await tx.execute(UPDATE, tx.account_id, job.id, tx.now, *(getattr(job, name) for name in CHANGED))


async def insert_file(tx: Transaction, sha256: bytes, size: int, media_type: str) -> None:
    """Name stored bytes as the account's."""
    await tx.execute(INSERT_FILE, tx.account_id, sha256, size, media_type, tx.now)


async def insert_mapping(tx: Transaction, mapping: Mapping, name_key: str) -> bool:
    """False when another mapping has the name; waits for whoever is taking it at this moment."""
    values = (mapping.id, mapping.company_id, mapping.name, name_key, _plain(mapping.layout), tx.now)
    return bool(await tx.fetchval(INSERT_MAPPING, tx.account_id, *values))


async def update_mapping(tx: Transaction, mapping: Mapping, name_key: str) -> None:
    values = (mapping.name, name_key, _plain(mapping.layout), tx.now)
    await tx.execute(UPDATE_MAPPING, tx.account_id, mapping.id, *values)


async def delete_mapping(tx: Transaction, id: UUID) -> None:
    await tx.execute(DELETE_MAPPING, tx.account_id, id)


def _plain(layout: Layout | None) -> Any:
    return None if layout is None else msgspec.to_builtins(layout)
