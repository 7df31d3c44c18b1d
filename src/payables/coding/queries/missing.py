"""What a company requires and an invoice does not have."""

from collections.abc import Mapping, Sequence

from payables.coding.model import Missing
from payables.coding.queries.settings import settings_of
from payables.coding.rules.missing import missing_of
from payables.platform.db import Transaction


async def missing_dimensions(
    tx: Transaction, company_id: int, header: Mapping[str, str], lines: Sequence[Mapping[str, str]]
) -> list[Missing]:
    """Of the header and of the lines, given as type -> dimension."""
    return missing_of(await settings_of(tx, company_id), header, lines)
