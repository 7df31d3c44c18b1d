"""Change one allowance (contract/invoices-and-catalog.md section 7.5)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from payables.catalog.actions.keep_agreed import Agreed, keep_agreed, load_allowances
from payables.catalog.errors import Stale
from payables.catalog.model import Allowance
from payables.catalog.queries import allowances as queries
from payables.catalog.queries import entries
from payables.catalog.queries.places import refused_places
from payables.catalog.rules.agree import change_allowance as put_changed
from payables.catalog.rules.price_fields import change_of, read_allowance_change
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def change_allowance(
    tx: Transaction, caller: Caller, allowance_id: str, sent: Mapping[str, Any], *, seen_version: int | None
) -> Allowance:
    """The allowance as it is now; its entry stays. Raises NotFound, OutOfScope, Stale, InvalidFields, AllowanceOverlaps,
    and the refusals of its place."""
    seen = await queries.visible(tx, caller.scope, allowance_id)
    await entries.lock_by_ids(tx, seen.company_id, [seen.entry])
    before = await queries.visible(tx, caller.scope, allowance_id)
    if seen_version not in (None, before.version):
        raise Stale
    after = replace(before, **_change(sent))
    if after.end is not None and after.end < after.start:
        fault = FieldError("end_date", "The end is before the start: correct one of the two.", "end_before_start")
        raise InvalidFields([fault])
    refused = await refused_places(tx, caller, before.company_id, (before.place, after.place))
    for refusal in refused.values():
        raise refusal
    agreed = Agreed()
    await load_allowances(tx, agreed, before.company_id, [before.entry], [])
    by = replace(after, updated_at=tx.now, updated_by=tx.actor.user_id)
    changed = put_changed(agreed.allowances, before, after, by)
    await keep_agreed(tx, agreed, before.company_id)
    return changed


def _change(sent: Mapping[str, Any]) -> dict[str, Any]:
    fields = read_allowance_change(sent)
    if fields.faults:
        raise InvalidFields(fields.faults)
    return change_of(fields.values)
