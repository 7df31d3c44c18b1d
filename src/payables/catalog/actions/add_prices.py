"""Add prices to entries (contract/invoices-and-catalog.md section 7.6). They are never changed, only ended by the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payables.catalog.actions.keep_agreed import Agreed, keep_agreed, load_prices
from payables.catalog.model import Place, Price
from payables.catalog.queries import entries
from payables.catalog.queries.places import refused_places
from payables.catalog.rules.agree import add_price
from payables.catalog.rules.agreed import new_price
from payables.catalog.rules.price_fields import PriceDraft, price_draft, read_price
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Added:
    """A price of a row; `is_new` is false where it was there already."""

    price: Price
    is_new: bool


async def add_prices(tx: Transaction, caller: Caller, company_id: int, sent: Sequence[Any]) -> list[Added | Refusal]:
    """In the order of the rows; one that is refused leaves nothing behind. The company has been checked."""
    outcome: dict[int, Added | Refusal] = {}
    drafts: dict[int, tuple[int, PriceDraft]] = {}
    for index, one in enumerate(sent):
        fields = read_price(one)
        if fields.faults:
            outcome[index] = InvalidFields(fields.faults)
        else:
            drafts[index] = fields.values["catalog_entry_id"], price_draft(fields.values)
    known = await entries.lock_by_ids(tx, company_id, (entry for entry, _ in drafts.values()))
    agreed = Agreed()
    references = (draft.reference_id for _, draft in drafts.values() if draft.reference_id)
    await load_prices(tx, agreed, company_id, known, references)
    touched = {index: _touched(draft, agreed) for index, (_, draft) in drafts.items()}
    refused = await refused_places(tx, caller, company_id, (place for places in touched.values() for place in places))
    ids = await tx.new_numbers("catalog_price", len(drafts)) if drafts else []
    for id, (index, (entry, draft)) in zip(ids, drafts.items(), strict=True):
        if entry not in known:
            outcome[index] = unknown_entry()
        elif refusal := next((refused[place] for place in touched[index] if place in refused), None):
            outcome[index] = refusal
        else:
            new = new_price(tx.now, tx.actor.user_id, id, known[entry], draft)
            outcome[index] = _added(agreed, new)
    await keep_agreed(tx, agreed, company_id)
    return [outcome[index] for index in range(len(sent))]


def unknown_entry() -> InvalidFields:
    sentence = "The company has no such catalog entry: check the id."
    return InvalidFields([FieldError("catalog_entry_id", sentence, "unknown_entry")])


def _touched(draft: PriceDraft, agreed: Agreed) -> list[Place]:
    """Where the row makes a difference, and where the price is that it would be answered with."""
    known = agreed.prices.referred(draft.reference_id)
    return [draft.place, known.place] if known else [draft.place]


def _added(agreed: Agreed, new: Price) -> Added | Refusal:
    try:
        with agreed.prices.attempt():
            kept = add_price(agreed.prices, new, start_given=True)
    except Refusal as refusal:
        return refusal
    return Added(kept, is_new=kept is new)
