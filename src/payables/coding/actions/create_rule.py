"""Create a mapping rule."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from payables.audit.actions.record import record
from payables.coding.actions.resolve_rule import resolve_rule
from payables.coding.errors import RuleExists
from payables.coding.model import Rule
from payables.coding.queries import mapping_rules as queries
from payables.coding.store import mapping_rules as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def create_rule(
    tx: Transaction,
    caller: Caller,
    company_id: int,
    sent: Mapping[str, Any],
    *,
    id: UUID | None = None,
    as_told: str = "mapping_rule.created",
) -> Rule:
    """The caller has checked the company. `id`: that of one that comes back. Raises RuleExists and the refusals of
    resolve_rule."""
    id, by = id or tx.new_id(), tx.actor.user_id
    new = Rule(id=id, company_id=company_id, created_at=tx.now, created_by=by, updated_at=tx.now)
    rule = await resolve_rule(tx, caller, new, sent)
    if not await store.insert(tx, rule):
        raise RuleExists(rule_id=await queries.with_conditions(tx, company_id, store.conditions_of(rule)))
    record(tx, as_told, "mapping_rule", rule.id, after=told(rule))
    return rule


def told(rule: Rule) -> dict[str, Any]:
    """What the trail says of a rule."""
    names = ("company_id", "vendor_id", "location_id", "sku", "item_name", "keyword", "applies_to", "dimensions")
    values = {name: getattr(rule, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}
