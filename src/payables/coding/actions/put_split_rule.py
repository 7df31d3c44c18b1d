"""Say how a vendor's invoices, or its lines of one item, are always split."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.coding.model import Part, SplitRule
from payables.coding.store import split_rules as store
from payables.platform.db import Transaction


async def put_split_rule(
    tx: Transaction,
    company_id: int,
    vendor_id: int,
    parts: Sequence[Part],
    *,
    sku: str | None,
    item_name: str | None,
    id: UUID | None = None,
) -> SplitRule:
    """In place of the rule for the same vendor and item, if there is one. Invoices that are entered or changed from now
    on follow it. The parts are percentages, resolved; the vendor is of the company. `id`: that of one that comes back."""
    rule = SplitRule(
        id=id or tx.new_id(),
        company_id=company_id,
        vendor_id=vendor_id,
        sku=sku,
        item_name=item_name,
        parts=tuple(parts),
        created_at=tx.now,
        updated_at=tx.now,
    )
    rule = replace(rule, id=await store.put(tx, rule))
    record(tx, "split_rule.put", "split_rule", rule.id, after=told(rule))
    return rule


def told(rule: SplitRule) -> dict[str, object]:
    """What the trail says of a rule."""
    place = {"company_id": rule.company_id, "vendor_id": rule.vendor_id}
    return {**place, "sku": rule.sku, "item_name": rule.item_name, "parts": [_part(part) for part in rule.parts]}


def _part(part: Part) -> dict[str, object]:
    told: dict[str, object] = {"percent": part.percent, "memo": part.memo, "dimensions": part.dimensions}
    return {**told, "custom_fields": part.custom_fields} if part.custom_fields else told
