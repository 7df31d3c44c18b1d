"""Check the location that a body names (contract/platform.md section 8.1)."""

from payables.accounts import queries as accounts
from payables.accounts.model import Location
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def choose_location(tx: Transaction, caller: Caller, location_id: int, company_id: int | None) -> Location:
    """An open location, of this company if one is given.

    Raises NotFound, OutOfScope, LocationOfAnotherCompany, InvalidFields.
    """
    location = await accounts.location(tx, caller, location_id, company_id=company_id)
    check_open(location)
    return location


def check_open(location: Location) -> None:
    """Raises InvalidFields."""
    if not location.active:
        sentence = "This location is closed: choose another one."
        raise InvalidFields([FieldError("ottimate_location_id", sentence, "location_inactive")])
