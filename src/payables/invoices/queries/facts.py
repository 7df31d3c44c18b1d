"""What approval policies look at, of one invoice or of a thousand in the same three statements."""

from collections.abc import Sequence

from payables.approvals.model import GlAccount, SubjectFacts
from payables.invoices.rules.content import Content
from payables.invoices.rules.facts import ACCOUNT, Names, codings, facts_of
from payables.platform.db import Transaction

VENDORS = "SELECT id, erp_vendor_id FROM vendors WHERE account_id = $1 AND id = ANY($2)"

GROUPS = "SELECT id, group_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

GL_ACCOUNTS = "SELECT id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)"


async def facts(tx: Transaction, contents: Sequence[Content]) -> list[SubjectFacts]:
    """In their order. The invoices may be new: nothing of them is read but what they name."""
    vendors = sorted({c.invoice.vendor_id for c in contents if c.invoice.vendor_id is not None})
    locations = sorted({c.invoice.location_id for c in contents})
    accounts = sorted({coding[ACCOUNT] for c in contents for coding in codings(c) if ACCOUNT in coding})
    names = Names(
        {row["id"]: row["erp_vendor_id"] for row in await tx.fetch(VENDORS, tx.account_id, vendors)},
        {row["id"]: row["group_id"] for row in await tx.fetch(GROUPS, tx.account_id, locations)},
        {row["id"]: GlAccount(**row) for row in await tx.fetch(GL_ACCOUNTS, tx.account_id, accounts)},
    )
    return [facts_of(content, names) for content in contents]
