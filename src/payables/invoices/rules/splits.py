"""Splits of an invoice and of its lines: their amounts, and whether they still add up.

Either the invoice's total is split, or amounts of its lines are, since both would code the same money twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from payables.coding.model import ApplicableSplits, Part
from payables.invoices.model import Reason, Split
from payables.invoices.rules.content import Content
from payables.kit.money import MoneyError, check_amount, split_by_shares

DOES_NOT_ADD_UP = "split_does_not_add_up"


def made_of(parts: Iterable[Part], item_id: int | None, rule_id: UUID | None = None) -> list[Split]:
    """Parts as splits of one line or of the whole, the amounts of percentages not yet computed."""
    return [Split(item_id, p.percent, p.amount, p.memo, p.dimensions, p.custom_fields, rule_id) for p in parts]


def with_amounts(content: Content, splits: Sequence[Split]) -> list[Split]:
    """With the amounts of percentages computed from what the invoice and its lines come to now: the invoice's split
    first, then those of the lines in their order."""
    order = {None: -1} | {item.id: n for n, item in enumerate(content.items)}
    sorted_splits = sorted(splits, key=lambda split: order[split.item_id])
    groups = groupby(sorted_splits, key=lambda split: split.item_id)
    return [split for item_id, group in groups for split in _computed(content, item_id, list(group))]


def amount_of(content: Content, item_id: int | None) -> Decimal | None:
    """What is split: a line's amount or the total. None where it is missing or is no amount of the currency."""
    amounts = {item.id: item.amount for item in content.items}
    amount = content.invoice.total_amount if item_id is None else amounts.get(item_id)
    try:
        return None if amount is None else check_amount(amount, content.invoice.currency)
    except MoneyError:
        return None


def by_rules(content: Content, entered: Sequence[Split], found: ApplicableSplits) -> list[Split]:
    """Splits that rules make beside those that were entered. Whatever was entered wins; rules of items go before that
    of the vendor."""
    if any(split.item_id is None for split in entered):
        return []
    taken = {split.item_id for split in entered}
    made: list[Split] = []
    for item, rule in zip(content.items, found.lines, strict=True):
        if rule and item.id not in taken and amount_of(content, item.id) is not None:
            made += made_of(rule.parts, item.id, rule.id)
    if found.whole and not made and not entered and amount_of(content, None) is not None:
        made = made_of(found.whole.parts, None, found.whole.id)
    return made


def split_reasons(content: Content) -> list[Reason]:
    """Amounts that were given and come no more to what is split, and percentages of a line that has no amount any more."""
    positions = {item.id: n for n, item in enumerate(content.items)}
    reasons: list[Reason] = []
    for item_id, group in groupby(content.splits, key=lambda split: split.item_id):
        line = None if item_id is None else positions[item_id] + 1
        if sentence := _why_not(list(group), amount_of(content, item_id), line):
            reasons.append(Reason(DOES_NOT_ADD_UP, sentence, "gl_splits"))
    return reasons


def _why_not(group: Sequence[Split], whole: Decimal | None, line: int | None) -> str | None:
    """`line` as people count them, None of the invoice: without a total it does not go on anyway."""
    given = [split.amount for split in group if split.percent is None and split.amount is not None]
    if given and sum(given, Decimal(0)) != whole:
        where = "the invoice" if line is None else f"line {line}"
        return f"The splits of {where} come to {sum(given, Decimal(0))}, and {_told(whole)} is split."
    if not given and whole is None and line is not None:
        return (
            f"Line {line} is split by percent and has no amount: enter its amount, or take the split of the line away."
        )
    return None


def types_of_all_parts(splits: Sequence[Split], item_id: int | None) -> dict[str, str]:
    """Dimension types that every part of a line or of the whole is coded with; the first part's value stands for all."""
    parts = [split.dimensions for split in splits if split.item_id == item_id]
    if not parts:
        return {}
    return {type_: id for type_, id in parts[0].items() if all(type_ in part for part in parts)}


def splits_told(before: Sequence[Split], after: Sequence[Split]) -> tuple[dict[str, Any], dict[str, Any]]:
    """For the history, from both sides; nothing where they are the same."""
    if list(before) == list(after):
        return {}, {}
    return {"gl_splits": [_of_history(split) for split in before]}, {"gl_splits": [_of_history(s) for s in after]}


def _computed(content: Content, item_id: int | None, group: list[Split]) -> list[Split]:
    if any(split.percent is None for split in group):
        return group
    whole = amount_of(content, item_id)
    if whole is None:
        return [replace(split, amount=None) for split in group]
    shares = [split.percent for split in group if split.percent is not None]
    amounts = split_by_shares(whole, shares, content.invoice.currency)
    return [replace(split, amount=amount) for split, amount in zip(group, amounts, strict=True)]


def _told(whole: Decimal | None) -> str:
    return "nothing" if whole is None else str(whole)


def _of_history(split: Split) -> Mapping[str, Any]:
    told = {"item_id": split.item_id, "percent": split.percent, "amount": split.amount, "memo": split.memo}
    return {**told, "dimensions": split.dimensions, "rule_id": str(split.rule_id) if split.rule_id else None}
