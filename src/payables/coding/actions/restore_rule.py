"""Bring a mapping rule back that was deleted."""

from typing import Any

from payables.audit import queries as audit
from payables.coding.actions.create_rule import create_rule
from payables.coding.model import Rule
from payables.coding.queries import mapping_rules as queries
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction

SAME = ("sku", "item_name", "keyword", "applies_to")


async def restore_rule(tx: Transaction, caller: Caller, rule_id: str) -> Rule:
    """As the trail says that it was, under its id. Raises NotFound where it is there or never was, OutOfScope, InvalidFields
    where what it names is gone, RuleExists where another one has its conditions by now."""
    id = parse_uuid(rule_id)
    was = await audit.taken_away(tx, "mapping_rule", id, "mapping_rule.deleted") if id else None
    if was is None or not caller.scope.covers_company(was["company_id"]):
        raise NotFound(what="deleted mapping rule")
    sent: dict[str, Any] = {name: was[name] for name in SAME if name in was}
    sent |= {"ottimate_vendor_id": was.get("vendor_id"), "ottimate_location_id": was.get("location_id")}
    (sent["dimensions"],) = await queries.named_as_sent(tx, [was["dimensions"]])
    return await create_rule(tx, caller, was["company_id"], sent, id=id, as_told="mapping_rule.restored")
