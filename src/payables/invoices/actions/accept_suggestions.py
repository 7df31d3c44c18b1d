"""Take over what was learned about lines of an invoice: a change like any other, made by whoever accepts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payables.coding.actions.apply_coding import origin_of
from payables.coding.actions.keep_origins import keep_origins
from payables.coding.errors import LearnedCodingOff
from payables.coding.model import Suggestion
from payables.coding.queries.mapping_rules import dimensions
from payables.coding.queries.settings import settings_of
from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.actions.fill_coding import record_filled
from payables.invoices.model import Invoice
from payables.invoices.queries import parts, records
from payables.invoices.queries.suggested import suggested
from payables.invoices.rules.changeable import check_changeable
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore

Suggestions = Mapping[int, Mapping[str, Suggestion]]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A line, and the types in lower case whose suggestions are taken; None takes all there are."""

    id: int
    types: tuple[str, ...] | None


async def accept_suggestions(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    invoice_id: str,
    accepted: Sequence[Accepted],
    *,
    seen_version: int | None = None,
) -> Invoice:
    """All or none. Raises NotFound, Stale, InvoiceExported, InvoiceArchived, LearnedCodingOff, InvalidFields."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    if not (await settings_of(tx, invoice.company_id)).learned:
        raise LearnedCodingOff
    taken = _taken(accepted, await suggested(tx, await parts.content_of(tx, invoice)))
    sent = {"items": [{"id": id, "dimensions": coded} for id, coded in (await _by_erp_id(tx, taken)).items()]}
    changed, _ = await change_invoice(tx, caller, files, invoice_id, sent, largest_file=0)
    origins = {id: {type_: origin_of(s) for type_, s in found.items()} for id, found in taken.items()}
    await keep_origins(tx, invoice.id, origins)
    record_filled(tx, invoice.id, origins)
    return changed


def _taken(accepted: Sequence[Accepted], found: Suggestions) -> dict[int, dict[str, Suggestion]]:
    """Raises InvalidFields for a line that is named twice or has nothing to be taken."""
    taken: dict[int, dict[str, Suggestion]] = {}
    faults: list[FieldError] = []
    for n, one in enumerate(accepted):
        of_line = found.get(one.id, {})
        types = of_line if one.types is None else one.types
        if one.id in taken:
            faults.append(FieldError(f"items[{n}].id", "This line stands twice: name it once.", "duplicate_id"))
        elif not types or not of_line.keys() >= set(types):
            faults.append(FieldError(f"items[{n}]", NOTHING, "no_suggestion"))
        else:
            taken[one.id] = {type_: of_line[type_] for type_ in types}
    if faults:
        raise InvalidFields(faults)
    return taken


NOTHING = "There is no such suggestion for this line: read the suggestions again, or code the line yourself."


async def _by_erp_id(tx: Transaction, taken: Suggestions) -> dict[int, dict[str, Any]]:
    """As a change names dimensions."""
    known = await dimensions(tx, {s.dimension_id for found in taken.values() for s in found.values()})
    return {
        id: {type_: known[s.dimension_id]["erp_dimension_id"] for type_, s in found.items()}
        for id, found in taken.items()
    }
