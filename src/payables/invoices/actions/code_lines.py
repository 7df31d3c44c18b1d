"""Code many lines at once, of one invoice or of many: a change like any other, made by whoever asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from payables.dimensions import queries as dimensions
from payables.duplicates.actions.lock_keys import lock_keys
from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.actions.change_lines import LinesChanged
from payables.invoices.actions.mark_exported import NOT_FOUND
from payables.invoices.model import Invoice, Item
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.compared import compared_of, is_in_doubt
from payables.invoices.rules.exportable import refuse_in_export
from payables.invoices.rules.line_choice import MOST_LINES, LineChoice, chosen, read_choice
from payables.invoices.rules.lines import told
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


@dataclass(frozen=True, slots=True)
class LinesCoded:
    """Integer ids of invoices with how many of their lines were coded, and of those that were left as they are, with
    why; what was not found is told as it was sent."""

    updated: dict[int, int] = field(default_factory=dict[int, int])
    failed: list[tuple[int | str, str]] = field(default_factory=list[tuple[int | str, str]])


async def code_lines(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    invoice_id: str,
    sent: Mapping[str, Any],
    *,
    seen_version: int | None = None,
) -> tuple[Invoice, LinesChanged | None]:
    """Dimensions are merged as in a PATCH of lines; nothing happens where no line is meant. Raises the refusals of
    change_invoice, and InvalidFields for a dimension or a line that does not exist."""
    choice = _choice(sent)
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    content = await parts.content_of(tx, invoice)
    _check_known(choice, content.items)
    await _check_dimensions(tx, invoice.company_id, choice)
    lines = chosen(choice, content.items)
    if not lines:
        return invoice, None
    return await change_invoice(tx, caller, files, str(invoice.id), {"items": lines}, largest_file=0, known=content)


async def code_lines_of_many(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    uuids: list[UUID],
    invoice_ids: list[int],
    sent: Mapping[str, Any],
) -> LinesCoded:
    """Each invoice by itself, locked in the order of their ids: one that cannot be changed does not keep the others from
    it. Raises InvalidFields for what is wrong with the request, and for more than 1,000 lines."""
    choice = _choice(sent)
    found = [invoice for invoice, _ in await records.load_many_for_update(tx, caller, uuids, invoice_ids)]
    contents = await parts.contents_of(tx, found)
    _check_known(choice, [item for content in contents for item in content.items])
    known = {key for invoice in found for key in (invoice.id, invoice.invoice_id)}
    coded = LinesCoded(failed=[(id, NOT_FOUND) for id in invoice_ids if id not in known])
    coded.failed.extend((str(uuid), NOT_FOUND) for uuid in uuids if uuid not in known)
    wanted = {content.invoice.id: chosen(choice, content.items) for content in contents}
    if sum(map(len, wanted.values())) > MOST_LINES:
        sentence = f"These are more than {MOST_LINES} lines: send fewer invoices at a time."
        raise InvalidFields([FieldError("invoice_ids", sentence, "too_many_rows")])
    await lock_keys(tx, [compared_of(invoice) for invoice in found if is_in_doubt(invoice)])
    unknown: dict[int, str | None] = {}  # company -> what is wrong with the dimensions there
    for content in contents:
        invoice = content.invoice
        if invoice.company_id not in unknown:
            unknown[invoice.company_id] = await _faults(tx, invoice.company_id, choice)
        if refused := unknown[invoice.company_id] or _refused(invoice):
            coded.failed.append((invoice.invoice_id, refused))
            continue
        if lines := wanted[invoice.id]:
            sent_lines = {"items": lines}
            await change_invoice(tx, caller, files, str(invoice.id), sent_lines, largest_file=0, known=content)
        coded.updated[invoice.invoice_id] = len(lines)
    return coded


def _choice(sent: Mapping[str, Any]) -> LineChoice:
    choice, faults = read_choice(sent)
    if faults:
        raise InvalidFields(faults)
    return choice


def _check_known(choice: LineChoice, items: Sequence[Item]) -> None:
    strangers = sorted((choice.item_ids or frozenset()) - {item.id for item in items})
    if strangers:
        sentence = f"There is no line {strangers[0]} in what is named: read the lines again."
        raise InvalidFields([FieldError("item_ids", sentence, "unknown_line")])


async def _check_dimensions(tx: Transaction, company_id: int, choice: LineChoice) -> None:
    faults = (await dimensions.resolve(tx, company_id, _values(choice))).faults
    if faults:
        raise InvalidFields(faults)


async def _faults(tx: Transaction, company_id: int, choice: LineChoice) -> str | None:
    return told((await dimensions.resolve(tx, company_id, _values(choice))).faults) or None


def _values(choice: LineChoice) -> dict[str, Any]:
    return {type_: value for type_, value in choice.dimensions.items() if value is not None}


def _refused(invoice: Invoice) -> str | None:
    try:
        refuse_in_export(invoice)
        check_changeable(invoice)
    except Refusal as refusal:
        return refusal.sentence
    return None
