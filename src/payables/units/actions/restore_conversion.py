"""Bring a conversion back that was forgotten."""

from decimal import Decimal

from payables.audit import queries as audit
from payables.kit.errors import InvalidFields, NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.units.actions.learn_conversion import learn_conversion
from payables.units.model import Learned, Source
from payables.units.rules.conversion_fields import read_conversion


async def restore_conversion(tx: Transaction, caller: Caller, conversion_id: str) -> Learned:
    """As the trail says that it was, under its id. Raises NotFound where it is there or never was, OutOfScope, and the refusals
    of learning it, where another one holds by now."""
    id = parse_uuid(conversion_id)
    was = await audit.taken_away(tx, "unit_conversion", id, "unit_conversion.forgotten") if id else None
    if was is None or not caller.scope.covers_company(was["company_id"]):
        raise NotFound(what="forgotten unit conversion")
    caller.need_whole_companies()
    taught, faults = read_conversion({**was, "factor": Decimal(was["factor"])})
    if taught is None:
        raise InvalidFields(faults)
    source = Source(was["source"])
    return await learn_conversion(
        tx, was["company_id"], taught, vendor_id=was["vendor_id"], source=source, id=id, replaces=False
    )
