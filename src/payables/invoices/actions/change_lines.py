"""Change and add lines of an invoice; a line that is wrong does not keep the others from it
(contract/invoices-and-catalog.md section 3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.invoices.model import Invoice, Item, LineDraft
from payables.invoices.rules.lines import LineChange, applied, read_changes, told
from payables.invoices.rules.named import line_named
from payables.invoices.store import lines as store
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class LinesChanged:
    """All lines as they are now. `success`: index in the request -> id; `failure`: index -> what is wrong; `coded`: id ->
    the dimension types that were given or taken away, also with the value they had; `named`: ids of the lines of which
    something was said; `gone`: those that are taken away, and stand in the database until their splits are gone too."""

    items: list[Item]
    success: dict[int, int]
    failure: dict[int, str]
    coded: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    named: frozenset[int] = frozenset()
    gone: tuple[int, ...] = ()


async def change_lines(
    tx: Transaction, invoice: Invoice, items: Sequence[Item], sent: Sequence[Any], currency: str
) -> LinesChanged:
    """Four statements, however many lines: look up dimensions and custom fields, change, add. The caller holds the
    invoice's lock."""
    carried_out, failure = read_changes(items, sent, currency)
    changes = [change for change in carried_out if not change.is_gone]
    gone = {change.index: change.existing.id for change in carried_out if change.is_gone and change.existing}
    coding, uncoded = await _coding(tx, invoice.company_id, changes)
    fields, unread = await _custom_fields(tx, invoice.company_id, changes)
    uncoded |= unread
    lines = [
        (c, replace(applied(c, coding[c.index], currency), **fields.get(c.index, {})))
        for c in changes
        if c.index not in uncoded
    ]
    changed = {line.id: line for _, line in lines if isinstance(line, Item)}
    await store.update_items(tx, invoice.id, [changed[item.id] for item in items if changed.get(item.id, item) != item])
    new = [(change.index, line) for change, line in lines if not isinstance(line, Item)]
    ids = await store.insert_items(tx, invoice.id, [line for _, line in new], first_position=len(items))
    success = {change.index: line.id for change, line in lines if isinstance(line, Item)}
    success |= {index: id for (index, _), id in zip(new, ids, strict=True)}
    after = [changed.get(item.id, item) for item in items]
    after += [_stored(line, id) for (_, line), id in zip(new, ids, strict=True)]
    types = {c.index: frozenset(coding[c.index]) | c.removed for c in changes if c.coded or c.removed}
    coded = {success[index]: named for index, named in types.items() if index in success}
    named = frozenset(success[change.index] for change, line in lines if line_named(change, line))
    kept = [item for item in after if item.id not in gone.values()]
    return LinesChanged(kept, success | gone, failure | uncoded, coded, named, tuple(gone.values()))


async def _coding(
    tx: Transaction, company_id: int, changes: Sequence[LineChange]
) -> tuple[dict[int, dict[str, str]], dict[int, str]]:
    """By index: type -> dimension id; and what is wrong with those that cannot be coded."""
    path = {f"items[{change.index}].dimensions": change for change in changes}
    resolved = await dimensions.resolve_all(tx, company_id, {at: change.coded for at, change in path.items()})
    coding = {path[at].index: {type_: d.id for type_, d in found.items()} for at, found in resolved.found.items()}
    failures: dict[int, str] = {}
    for at, change in path.items():
        if faults := [fault for fault in resolved.faults if fault.field.startswith(f"{at}.")]:
            failures[change.index] = told(faults)
    return coding, failures


async def _custom_fields(
    tx: Transaction, company_id: int, changes: Sequence[LineChange]
) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """By index: the custom fields of lines that are new or name theirs; and what is wrong with those of others."""
    path = {f"items[{c.index}].custom_fields": c for c in changes if c.existing is None or "custom_fields" in c.values}
    if not path:
        return {}, {}
    wanted = {at: (Subject.ITEM, change.values.get("custom_fields")) for at, change in path.items()}
    resolved = await custom_fields.resolve_all(tx, company_id, wanted)
    fields = {path[at].index: {"custom_fields": found} for at, found in resolved.found.items()}
    failures: dict[int, str] = {}
    for at, change in path.items():
        if faults := [fault for fault in resolved.faults if fault.field == at or fault.field.startswith(f"{at}.")]:
            failures[change.index] = told(faults)
    return fields, failures


def _stored(line: LineDraft, id: int) -> Item:
    return Item(id=id, **{name: getattr(line, name) for name in LineDraft.__dataclass_fields__})
