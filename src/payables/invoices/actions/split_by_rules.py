"""What becomes of the splits of an invoice when its content is entered or changed.

Amounts of percentages follow what is split. Splits that rules make are looked up when the invoice is entered and when
somebody changes its content, and stay as they are until then: a rule that changes meanwhile changes no invoice that
waits for approval, is approved or exported.
"""

from dataclasses import replace

from payables.coding.queries import split_rules
from payables.invoices.model import State
from payables.invoices.rules.content import Content
from payables.invoices.rules.splits import by_rules, with_amounts
from payables.invoices.store import lines as store
from payables.platform.db import Transaction


async def split_by_rules(tx: Transaction, content: Content) -> Content:
    """With the splits that rules make now beside those that were entered. Writes nothing."""
    entered = [split for split in content.splits if split.rule_id is None]
    invoice, made = content.invoice, []
    if invoice.vendor_id is not None:
        lines = [(item.sku, item.name) for item in content.items]
        found = await split_rules.applicable(tx, invoice.company_id, invoice.vendor_id, lines)
        made = by_rules(content, entered, found)
    return replace(content, splits=with_amounts(content, [*entered, *made]))


async def split_anew(tx: Transaction, before: Content, after: Content) -> Content:
    """After a change, written if they differ. Where nothing was changed that an approval covers, rules are not looked at:
    their change alone must not undo approvals."""
    settled = replace(after, splits=with_amounts(after, after.splits))
    if settled.sha256 != before.sha256 or before.invoice.state is State.INCOMPLETE:
        settled = await split_by_rules(tx, settled)
    if settled.splits != before.splits:
        await store.replace_splits(tx, settled.invoice.id, settled.splits)
    return settled
