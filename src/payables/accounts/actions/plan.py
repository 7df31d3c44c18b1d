"""What would provisioning do to an account's structure?"""

from payables.accounts import queries
from payables.accounts.errors import CurrencyInUse, LocationInUse
from payables.accounts.model import AccountEntry, PresentStructure, Step
from payables.accounts.rules.structure import plan_structure
from payables.platform.db import Transaction


async def plan(tx: Transaction, entry: AccountEntry, *, deactivate_missing: bool) -> list[Step]:
    """Changes nothing. Raises CurrencyInUse or LocationInUse for a change that would falsify existing records."""
    present = await queries.present_structure(tx)
    steps = plan_structure(present, entry, deactivate_missing=deactivate_missing)
    for step in steps:
        if step.before:
            await _check_use(tx, present, step)
    return steps


async def _check_use(tx: Transaction, present: PresentStructure, step: Step) -> None:
    if step.subject == "company" and "currency" in step.before:
        found, wanted = step.before["currency"], step.after["currency"]
        if table := await queries.table_using_company(tx, present.companies[step.key]["id"]):
            raise CurrencyInUse(key=step.key, found=found, wanted=wanted, table=table)
    if step.subject == "location" and "company" in step.before:
        found, wanted = step.before["company"], step.after["company"]
        if table := await queries.table_using_location(tx, present.locations[step.key]["id"]):
            raise LocationInUse(key=step.key, found=found, wanted=wanted, table=table)
