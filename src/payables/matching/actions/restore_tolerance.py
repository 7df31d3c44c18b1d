"""Bring a tolerance back that was deleted."""

from decimal import Decimal

from payables.audit import queries as audit
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.matching.actions.change_limits import create_tolerance
from payables.matching.queries.tolerances import LIMITS, ToleranceRow
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def restore_tolerance(tx: Transaction, caller: Caller, tolerance_id: str) -> ToleranceRow:
    """As the trail says that it was, under its id. Raises NotFound where it is there or never was, OutOfScope, InvalidFields
    where its vendor or category is gone, ToleranceExists where another one holds for them by now."""
    id = parse_uuid(tolerance_id)
    was = await audit.taken_away(tx, "matching_tolerance", id, "matching_tolerance.deleted") if id else None
    if was is None or not caller.scope.covers_company(was["company_id"]):
        raise NotFound(what="deleted tolerance")
    limits = {name: Decimal(was[name]) for name in LIMITS if name in was}
    sent = {"ottimate_vendor_id": was.get("vendor_id"), "category": was.get("category"), **limits}
    return await create_tolerance(tx, caller, was["company_id"], sent, id=id, as_told="matching_tolerance.restored")
