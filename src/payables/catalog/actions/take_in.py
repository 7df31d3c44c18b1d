"""Take in up to 1,000 entries, prices or allowances to be worked on in the background
(contract/invoices-and-catalog.md section 7.4)."""

from typing import Any
from uuid import UUID

import msgspec

from payables.accounts import queries as accounts
from payables.batches.actions.open_batch import open_batch
from payables.batches.model import Record
from payables.catalog.rules.bulk_rows import Bulk, references, repeated, rows_of, unique_keys
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction

# Kinds of batches.
ENTRIES, PRICES, ALLOWANCES = "catalog.entries", "catalog.prices", "catalog.allowances"

BULKS = {
    ENTRIES: Bulk(("entries", "catalog_entries", "items"), unique_keys),
    PRICES: Bulk(("prices", "catalog_prices"), references),
    ALLOWANCES: Bulk(("allowances", "catalog_allowances"), references),
}

LONGEST_REFERENCE = 255

_encode = msgspec.json.Encoder(decimal_format="number").encode


async def take_in(tx: Transaction, caller: Caller, kind: str, sent: Any, api_version: str) -> tuple[UUID, int]:
    """The batch that the rows have become, and how many they are. What is wrong with a row is its own outcome; the whole is
    refused, and nothing is stored, for a body that is no list of rows, for a company that cannot be used, and for one thing
    that is sent twice. Raises InvalidFields, NotFound, OutOfScope."""
    bulk = BULKS[kind]
    if kind == ENTRIES:
        caller.need_whole_companies()
    rows, faults = rows_of(bulk, sent)
    faults = faults or repeated(bulk, rows)
    if faults:
        raise InvalidFields(faults)
    for company_id in dict.fromkeys(row["ottimate_company_id"] for row in rows):
        await accounts.company(tx, caller, company_id)
    records = [Record(_encode(row), _reference(row)) for row in rows]
    return await open_batch(tx, caller, kind, records, api_version=api_version), len(rows)


def _reference(row: dict[str, Any]) -> str | None:
    """The sender's own name for the row, as far as it is one."""
    sent = row.get("reference_id")
    return sent[:LONGEST_REFERENCE] if isinstance(sent, str) else None
