"""Take splits back that were entered for an invoice, or that a rule has made which is deleted. Split rules, if there are any, hold
again."""

from dataclasses import replace
from uuid import UUID

from payables.coding.queries import split_rules
from payables.invoices.actions.settle_change import settle_change
from payables.invoices.actions.split_by_rules import split_anew
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.field_table import SPLITS
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def unsplit(
    tx: Transaction, caller: Caller, invoice_id: str, item_id: int | None, *, seen_version: int | None = None
) -> UUID:
    """Of one line, or without a line all of the invoice. What a rule divides that holds still stays: it would be divided anew at
    once. Returns the invoice's UUID.

    Raises NotFound, also where there is nothing to take back, Stale, InvoiceExported, InvoiceArchived.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    before = await parts.content_of(tx, invoice)
    rules = await split_rules.existing(tx, {one.rule_id for one in before.splits if one.rule_id})
    kept = [one for one in before.splits if one.rule_id in rules or (item_id and one.item_id != item_id)]
    if len(kept) == len(before.splits):
        raise NotFound(what="split that was entered")
    after = replace(before, splits=kept)
    await settle_change(tx, caller, before, await split_anew(tx, before, after), frozenset({SPLITS}))
    return invoice.id
