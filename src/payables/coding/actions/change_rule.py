"""Change a mapping rule. What was coded by it before stays as it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from payables.audit.actions.record import record
from payables.coding.actions.create_rule import told
from payables.coding.actions.resolve_rule import check_may_write, resolve_rule
from payables.coding.errors import RuleExists
from payables.coding.model import Rule
from payables.coding.queries import mapping_rules as queries
from payables.coding.store import mapping_rules as store
from payables.kit.content_tag import check_seen
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def change_rule(
    tx: Transaction, caller: Caller, rule_id: str, sent: Mapping[str, Any], *, seen: str | None = None
) -> Rule:
    """Only what was sent; its company stays. `seen` is the tag of its content (kit.content_tag).
    Raises NotFound, ChangedMeanwhile, RuleExists and the refusals of resolve_rule."""
    before = await queries.visible(tx, caller.scope, rule_id, lock=True)
    check_may_write(caller, before)
    check_seen(before, seen)
    after = await resolve_rule(tx, caller, before, sent)
    if after == before:
        return before
    other = await queries.with_conditions(tx, after.company_id, store.conditions_of(after))
    if other not in (None, after.id):
        raise RuleExists(rule_id=other)
    after = replace(after, updated_at=tx.now)
    await store.update(tx, after)
    record(tx, "mapping_rule.changed", "mapping_rule", after.id, before=told(before), after=told(after))
    return after
