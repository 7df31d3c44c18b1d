"""How a company wants its invoices coded."""

from payables.coding.model import DEFAULTS, Settings
from payables.platform.db import Transaction

FIELDS = tuple(Settings.__dataclass_fields__)
OF_COMPANY = f"SELECT {', '.join(FIELDS)} FROM coding_settings WHERE account_id = $1 AND company_id = $2"  # noqa: S608


async def settings_of(tx: Transaction, company_id: int) -> Settings:
    """The company's own, or the defaults; asked once, though coding and what is missing both go by them."""
    rows = await tx.once(OF_COMPANY, tx.account_id, company_id)
    if not rows:
        return DEFAULTS
    values = dict(rows[0])
    types = {name: tuple(values.pop(name)) for name in ("required_header", "required_lines")}
    return Settings(**types, **values)
