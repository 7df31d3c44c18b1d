"""Make recovery codes in place of those that there were."""

from uuid import UUID

from payables.access.model import Mint
from payables.access.queries.door import Door
from payables.access.rules import recovery_codes
from payables.access.store import logins


async def make_recovery_codes(door: Door, mint: Mint, login_id: UUID) -> list[str]:
    """Told once; what is stored is their keyed digests."""
    codes = recovery_codes.make_codes()
    digests = [mint.digest(f"recovery {recovery_codes.plain(code)}") for code in codes]
    await logins.replace_recovery_codes(door, login_id, digests)
    return codes
