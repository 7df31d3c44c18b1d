"""Writes of a company's coding settings."""

from dataclasses import astuple

from payables.coding.model import Settings
from payables.platform.db import Transaction

UPSERT = """
INSERT INTO coding_settings AS s
       (account_id, company_id, updated_at, required_header, required_lines, learned, learned_applies, threshold)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (account_id, company_id) DO UPDATE
   SET (updated_at, required_header, required_lines, learned, learned_applies, threshold)
     = (excluded.updated_at, excluded.required_header, excluded.required_lines, excluded.learned,
        excluded.learned_applies, excluded.threshold)
"""


async def write(tx: Transaction, company_id: int, settings: Settings) -> None:
    header, lines, *rest = astuple(settings)
    await tx.execute(UPSERT, tx.account_id, company_id, tx.now, list(header), list(lines), *rest)
