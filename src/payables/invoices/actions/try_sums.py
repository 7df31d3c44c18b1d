"""What would the lines of an invoice come to with these changes? Nothing is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from payables.invoices.model import Invoice, Item
from payables.invoices.queries import records
from payables.invoices.queries.parts import content_of
from payables.invoices.rules.fields import faults_of_lines, read_header
from payables.invoices.rules.lines import LineChange, applied, read_unfinished
from payables.invoices.rules.sums import Sums, add_up
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction

AMOUNTS = ("total_amount", "total_tax", "discount_amount")


@dataclass(frozen=True, slots=True)
class Tried:
    """`amounts` of the lines that were sent, in their order; None of one that is taken away, or whose amount is not known."""

    invoice: Invoice
    sums: Sums
    amounts: list[Decimal | None]


async def try_sums(tx: Transaction, caller: Caller, invoice_id: str, sent: Mapping[str, Any]) -> Tried:
    """`sent` as for a change. Raises NotFound, InvalidFields."""
    invoice = (await records.seen(tx, caller, invoice_id)).invoice
    items = (await content_of(tx, invoice)).items
    header = read_header({name: sent[name] for name in AMOUNTS if name in sent}, invoice.currency)
    changes, faults = _changes(items, sent.get("items"), invoice.currency)
    if faults := [*header.faults, *faults]:
        raise InvalidFields(faults)
    tried = [None if one.is_gone else applied(one, {}, invoice.currency).amount for one in changes]
    changed = {one.existing.id: (one, amount) for one, amount in zip(changes, tried, strict=True) if one.existing}
    kept = [changed[item.id][1] if item.id in changed else item.amount for item in items if not _gone(changed, item)]
    new = [amount for one, amount in zip(changes, tried, strict=True) if one.existing is None]
    total, tax, discount = (header.values.get(name, getattr(invoice, name)) for name in AMOUNTS)
    return Tried(invoice, add_up([*kept, *new], invoice.currency, total=total, tax=tax, discount=discount), tried)


def _changes(items: Sequence[Item], sent: Any, currency: str) -> tuple[list[LineChange], list[FieldError]]:
    faults = faults_of_lines(sent)
    if faults:
        return [], faults
    changes, failures = read_unfinished(items, sent or [], currency)
    return changes, [replace(fault, field=f"items[{n}].{fault.field}") for n in failures for fault in failures[n]]


def _gone(changed: Mapping[int, tuple[LineChange, Decimal | None]], item: Item) -> bool:
    return item.id in changed and changed[item.id][0].is_gone
