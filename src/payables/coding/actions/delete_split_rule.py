"""Delete a split rule. Invoices that were split by it stay so until their content changes."""

from payables.audit.actions.record import record
from payables.coding.actions.put_split_rule import told
from payables.coding.model import SplitRule
from payables.coding.queries import split_rules as queries
from payables.coding.store import split_rules as store
from payables.kit.content_tag import check_seen
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def delete_split_rule(tx: Transaction, caller: Caller, rule_id: str, *, seen: str | None = None) -> SplitRule:
    """Returns it as it was. Whoever is limited to locations deletes none, since it reaches beyond them. Raises NotFound,
    OutOfScope, ChangedMeanwhile."""
    rule = await queries.visible(tx, caller.scope, rule_id, lock=True)
    caller.need_whole_companies()
    check_seen(rule, seen)
    await store.delete(tx, rule.id)
    record(tx, "split_rule.deleted", "split_rule", rule.id, before=told(rule))
    return rule
