"""Splits as the API shows them."""

from collections.abc import Sequence
from decimal import Decimal

from payables.custom_fields.model import Subject
from payables.invoices.api.shown_coding import shown_coding
from payables.invoices.model import Invoice, Split
from payables.invoices.queries.parts import Parts
from payables.invoices.schema.invoice import GlSplit
from payables.kit.money import currency_digits


def shown_splits(invoice: Invoice, splits: Sequence[Split], parts: Parts) -> list[GlSplit] | None:
    """None where there are none (contract/invoices-and-catalog.md section 3.2)."""
    return [_split(invoice, split, parts) for split in splits] or None


def _split(invoice: Invoice, split: Split, parts: Parts) -> GlSplit:
    return GlSplit(
        amount=None if split.amount is None else _amount(split.amount, invoice.currency),
        memo=split.memo,
        custom_fields=parts.numbers.shown(invoice.company_id, Subject.GL_SPLIT, split.custom_fields),
        dimensions=shown_coding(split.dimensions, parts) or None,
        percent=split.percent,
        item_id=split.item_id,
        virtual=split.rule_id is not None,
        split_rule_id=str(split.rule_id) if split.rule_id else None,
    )


def _amount(amount: Decimal, currency: str) -> str:
    """Exact: what is stored has no more decimals than the currency."""
    return f"{amount:.{currency_digits(currency)}f}"
