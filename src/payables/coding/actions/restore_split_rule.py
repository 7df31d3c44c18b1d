"""Bring a split rule back that was deleted."""

from decimal import Decimal
from typing import Any

from payables.audit import queries as audit
from payables.coding.actions.put_split_rule import put_split_rule
from payables.coding.actions.resolve_split import resolve_split
from payables.coding.errors import SplitRuleExists
from payables.coding.model import SplitRule
from payables.coding.queries import split_rules as queries
from payables.coding.queries.mapping_rules import named_as_sent
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


async def restore_split_rule(tx: Transaction, caller: Caller, rule_id: str) -> SplitRule:
    """As the trail says that it was, under its id. Raises NotFound where it is there, never was, or its vendor is gone,
    OutOfScope, InvalidFields where what it codes with is gone, SplitRuleExists where another one holds by now."""
    id = parse_uuid(rule_id)
    was = await audit.taken_away(tx, "split_rule", id, "split_rule.deleted") if id else None
    if was is None or not caller.scope.covers_company(was.get("company_id", 0)):
        raise NotFound(what="deleted split rule")
    caller.need_whole_companies()
    company_id, vendor_id, item = was["company_id"], was["vendor_id"], {n: was[n] for n in ("sku", "item_name")}
    if await vendors.by_id(tx, company_id, vendor_id) is None:
        raise NotFound(what="vendor")
    if there := await queries.locked(tx, company_id, vendor_id, **item):
        raise SplitRuleExists(rule_id=there.id)
    named = await named_as_sent(tx, [part["dimensions"] for part in was["parts"]])
    sent = [_sent(part, dimensions) for part, dimensions in zip(was["parts"], named, strict=True)]
    parts = await resolve_split(tx, company_id, sent)
    return await put_split_rule(tx, company_id, vendor_id, parts, **item, id=id)


def _sent(part: dict[str, Any], dimensions: dict[str, str | None]) -> dict[str, Any]:
    return {
        "percent": Decimal(part["percent"]),
        "memo": part["memo"],
        "dimensions": dimensions,
        "custom_fields": part.get("custom_fields"),
    }
