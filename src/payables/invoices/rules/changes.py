"""What a change makes of an invoice's own values, and how it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from payables.invoices.errors import PaidAs, PaidInCurrency
from payables.invoices.model import Image, Invoice, Item, Split
from payables.invoices.rules.field_table import COVERED_OF_LINE, OWN, WRITABLE
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import MoneyError, check_amount

# What the history tells of an invoice itself.
_TOLD = (*WRITABLE, "state", "flag_reason")


def header_of(invoice: Invoice, values: Mapping[str, Any]) -> Invoice:
    return replace(invoice, **{OWN[name]: value for name, value in values.items() if name in OWN})


# By what an invoice is known to be the one that was paid.
_PAID_AS = {
    "vendor_id": "vendor",
    "type": "type",
    "number": "number",
    "invoice_date": "date",
}


def check_paid(before: Invoice, after: Invoice) -> None:
    """An invoice of which something is paid stays the one that it is: under another number or vendor it could be entered,
    and paid, once more. Raises PaidAs."""
    changed = [shown for name, shown in _PAID_AS.items() if getattr(before, name) != getattr(after, name)]
    if before.settled_by_payments and changed:
        raise PaidAs(what=", ".join(changed))


def fits_currency(before: Invoice, after: Invoice, items: Sequence[Item], splits: Sequence[Split] = ()) -> None:
    """Payments were made in the currency that they were made in. Amounts that stay must be amounts of a new currency too:
    10.50 is none in JPY. Raises PaidInCurrency, InvalidFields."""
    if after.currency == before.currency:
        return
    if before.settled_by_payments:
        raise PaidInCurrency(amount=before.settled_by_payments, currency=before.currency)
    amounts = [after.total_amount, after.total_tax, after.discount_amount, *(item.amount for item in items)]
    amounts += [split.amount for split in splits if split.percent is None]
    try:
        for amount in amounts:
            if amount is not None:
                check_amount(amount, after.currency)
    except MoneyError as error:
        sentence = f"The invoice has an amount that cannot be in {after.currency}: {error.sentence}"
        raise InvalidFields([FieldError("currency", sentence, error.code)]) from error


def audited(
    before: Invoice,
    after: Invoice,
    items_before: Sequence[Item],
    items_after: Sequence[Item],
    images_before: Sequence[Image],
    images_after: Sequence[Image],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, from both sides."""
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for name in _TOLD:
        if getattr(before, name) != getattr(after, name):
            was[name], now[name] = getattr(before, name), getattr(after, name)
    codes = [[reason.code for reason in invoice.reasons] for invoice in (before, after)]
    if codes[0] != codes[1]:
        was["reasons"], now["reasons"] = codes
    _tell_lines(was, now, {item.id: item for item in items_before}, items_after)
    if images_after is not images_before:
        was["images"], now["images"] = ([_image(image) for image in images] for images in (images_before, images_after))
    return was, now


def _tell_lines(was: dict[str, Any], now: dict[str, Any], before: Mapping[int, Item], after: Sequence[Item]) -> None:
    changed = [item for item in after if item != before.get(item.id)]
    gone = before.keys() - {item.id for item in after}
    if changed or gone:
        was["items"] = {str(item.id): line_told(before[item.id]) for item in changed if item.id in before}
        was["items"] |= {str(id): line_told(before[id]) for id in sorted(gone)}
        now["items"] = {str(item.id): line_told(item) for item in changed} | {str(id): None for id in sorted(gone)}


def line_told(item: Item) -> dict[str, Any]:
    """As the history tells a line."""
    return {name: getattr(item, name) for name in COVERED_OF_LINE if name != "id"}


def _image(image: Image) -> dict[str, str]:
    return {"filename": image.filename, "sha256": image.sha256.hex()}
