"""Delete a mapping rule. What was coded by it stays, and still names it."""

from payables.audit.actions.record import record
from payables.coding.actions.create_rule import told
from payables.coding.actions.resolve_rule import check_may_write
from payables.coding.model import Rule
from payables.coding.queries import mapping_rules as queries
from payables.coding.store import mapping_rules as store
from payables.kit.content_tag import check_seen
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def delete_rule(tx: Transaction, caller: Caller, rule_id: str, *, seen: str | None = None) -> Rule:
    """Returns it as it was. Raises NotFound, OutOfScope, ChangedMeanwhile."""
    rule = await queries.visible(tx, caller.scope, rule_id, lock=True)
    check_may_write(caller, rule)
    check_seen(rule, seen)
    await store.delete(tx, rule)
    record(tx, "mapping_rule.deleted", "mapping_rule", rule.id, before=told(rule))
    return rule
