"""Invoices that are equal in everything that is compared."""

from uuid import UUID

from payables.duplicates import queries
from payables.duplicates.model import Compared
from payables.duplicates.rules.keys import digest_of, keys_of
from payables.kit.document_number import is_a_number
from payables.platform.db import Transaction


async def find_equal(tx: Transaction, compared: Compared) -> list[UUID]:
    """Those in use first, then the earliest. An invoice without a number is equal to none."""
    keys = keys_of(compared)
    if keys.number is None or not is_a_number(compared.number):
        return []
    return await queries.equal(tx, keys.number, digest_of(compared))
