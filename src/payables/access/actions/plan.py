"""What would provisioning do to an account's people, API users and clients?"""

from payables.access import queries
from payables.access.model import ApiUserEntry, PersonEntry
from payables.access.rules.people import plan_people
from payables.accounts.model import Step
from payables.platform.db import Transaction


async def plan(
    tx: Transaction, people: tuple[PersonEntry, ...], api_users: tuple[ApiUserEntry, ...], *, deactivate_missing: bool
) -> list[Step]:
    """Changes nothing. A client that was revoked stays revoked, also when the file still names it."""
    present = await queries.present_access(tx)
    return plan_people(present, people, api_users, deactivate_missing=deactivate_missing)
