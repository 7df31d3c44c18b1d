"""Split an invoice, or one of its lines, over several codings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from payables.coding.actions.put_split_rule import put_split_rule
from payables.coding.actions.resolve_split import resolve_split
from payables.coding.model import Part
from payables.coding.queries.split_rules import names_an_item
from payables.invoices.actions.settle_change import settle_change
from payables.invoices.actions.split_by_rules import split_anew
from payables.invoices.errors import SplitElsewhere
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.content import Content
from payables.invoices.rules.field_table import SPLITS
from payables.invoices.rules.splits import amount_of, made_of
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction

REMEMBER = ("this_time", "always")


async def split(
    tx: Transaction, caller: Caller, invoice_id: str, sent: Mapping[str, Any], *, seen_version: int | None = None
) -> UUID:
    """In place of the splits that the line, or the invoice as a whole, has. With `remember` "always" a split rule of the
    vendor, or of its item, is put down too, which takes the permission to manage coding.

    Returns the invoice's UUID. Raises NotFound, Stale, InvoiceExported, InvoiceArchived, InvalidFields,
    SplitDoesNotAddUp, SplitElsewhere, PermissionDenied, OutOfScope.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    before = await parts.content_of(tx, invoice)
    item_id, always = _read(before, sent)
    _check_place(before, item_id)
    whole = amount_of(before, item_id)
    if whole is None:
        sentence = "What is split has no amount yet: complete the line or the invoice first."
        raise InvalidFields([FieldError("item_id" if item_id else "total_amount", sentence, "no_amount")])
    currency = None if always else invoice.currency
    resolved = await resolve_split(tx, invoice.company_id, sent.get("splits"), currency=currency, whole=whole)
    if always:
        await _remember(tx, caller, before, item_id, resolved)
    kept = [one for one in before.splits if one.rule_id is None and one.item_id != item_id]
    after = replace(before, splits=[*kept, *made_of(resolved, item_id)])
    await settle_change(tx, caller, before, await split_anew(tx, before, after), frozenset({SPLITS}))
    return invoice.id


def _read(content: Content, sent: Mapping[str, Any]) -> tuple[int | None, bool]:
    sent_id, remember = sent.get("item_id"), sent.get("remember", "this_time")
    item_id: Any = parse_int_id(sent_id) or sent_id if isinstance(sent_id, str) else sent_id
    faults: list[FieldError] = []
    if item_id is not None and (isinstance(item_id, bool) or item_id not in [item.id for item in content.items]):
        faults.append(FieldError("item_id", "The invoice has no line with this id.", "unknown_line"))
    if remember not in REMEMBER:
        faults.append(FieldError("remember", 'Send "this_time" or "always".', "invalid"))
    if remember == "always" and content.invoice.vendor_id is None:
        faults.append(FieldError("remember", "The vendor is not known: choose it first.", "unknown_vendor"))
    if faults:
        raise InvalidFields(faults)
    return item_id, remember == "always"


def _check_place(content: Content, item_id: int | None) -> None:
    """What somebody has split stays; splits of rules give way."""
    entered = {one.item_id for one in content.splits if one.rule_id is None}
    if item_id is None and entered - {None}:
        raise SplitElsewhere(what="Lines of the invoice are", other="the invoice as a whole")
    if item_id is not None and None in entered:
        raise SplitElsewhere(what="The invoice as a whole is", other="a line")


async def _remember(
    tx: Transaction, caller: Caller, content: Content, item_id: int | None, resolved: list[Part]
) -> None:
    caller.need(Permission.CODING_MANAGE)
    caller.need_whole_companies()
    invoice = content.invoice
    assert invoice.vendor_id is not None  # checked by _read
    item = next((item for item in content.items if item.id == item_id), None)
    sku, name = (item.sku, item.name) if item else (None, None)
    if item and not names_an_item(sku, name):
        sentence = "The line has neither sku nor name to know the item by: complete it first."
        raise InvalidFields([FieldError("remember", sentence, "unknown_item")])
    await put_split_rule(tx, invoice.company_id, invoice.vendor_id, resolved, sku=sku, item_name=name)
