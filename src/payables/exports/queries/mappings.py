"""Saved mappings."""

from typing import Any
from uuid import UUID

import msgspec

from payables.exports.model import Layout, Mapping
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Listed, Transaction

ONE = """
SELECT id, company_id, name, content, version, created_at, updated_at FROM export_mappings
 WHERE account_id = $1 AND id = $2 AND ($3::int[] IS NULL OR company_id = ANY($3))
"""
LOCKED = f"{ONE} FOR UPDATE"

LISTED = """
SELECT id, company_id, name, content, version, created_at, updated_at, count(*) OVER () AS total FROM export_mappings
 WHERE account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2)) AND ($3::int IS NULL OR company_id = $3)
 ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5
"""

HOLDER = "SELECT id FROM export_mappings WHERE account_id = $1 AND company_id = $2 AND name_key = $3"


async def load(tx: Transaction, scope: Scope, id: str, *, lock: bool = False) -> Mapping:
    """Raises NotFound."""
    known = parse_uuid(id)
    row = await tx.fetchrow(LOCKED if lock else ONE, tx.account_id, known, scope.companies) if known else None
    if row is None:
        raise NotFound(what="export mapping")
    return mapping_of(row)


async def listed(tx: Transaction, scope: Scope, page: Page, company_id: int | None) -> Listed:
    """Newest first; the company has been checked by the caller."""
    return await tx.page(LISTED, page, tx.account_id, scope.companies, company_id)


async def holder_of_name(tx: Transaction, company_id: int, name_key: str) -> UUID | None:
    return await tx.fetchval(HOLDER, tx.account_id, company_id, name_key)


def mapping_of(row: Any) -> Mapping:
    layout = msgspec.convert(row["content"], Layout)
    names = ("id", "company_id", "name", "version", "created_at", "updated_at")
    return Mapping(layout=layout, **{name: row[name] for name in names})
