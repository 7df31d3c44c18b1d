"""Create allowances of entries, or change them by their reference_id (contract/invoices-and-catalog.md section 7.5)."""

from collections.abc import Sequence
from typing import Any

from payables.catalog.actions.add_prices import unknown_entry
from payables.catalog.actions.keep_agreed import Agreed, keep_agreed, load_allowances
from payables.catalog.model import Allowance, Place
from payables.catalog.queries import entries
from payables.catalog.queries.places import refused_places
from payables.catalog.rules.agree import put_allowance
from payables.catalog.rules.agreed import new_allowance
from payables.catalog.rules.price_fields import AllowanceDraft, allowance_draft, read_allowance
from payables.kit.errors import InvalidFields, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def put_allowances(
    tx: Transaction, caller: Caller, company_id: int, sent: Sequence[Any], *, skips_same: bool
) -> list[Allowance | Refusal]:
    """In the order of the rows; one that is refused leaves nothing behind. With `skips_same` an allowance that is there already
    is answered as it is. The company has been checked."""
    outcome: dict[int, Allowance | Refusal] = {}
    drafts: dict[int, tuple[int, AllowanceDraft]] = {}
    for index, one in enumerate(sent):
        fields = read_allowance(one)
        if fields.faults:
            outcome[index] = InvalidFields(fields.faults)
        else:
            drafts[index] = fields.values["catalog_entry_id"], allowance_draft(fields.values)
    known = await entries.lock_by_ids(tx, company_id, (entry for entry, _ in drafts.values()))
    agreed = Agreed()
    references = (draft.reference_id for _, draft in drafts.values() if draft.reference_id)
    await load_allowances(tx, agreed, company_id, known, references)
    refused = await _refused(tx, caller, company_id, drafts, agreed)
    ids = await tx.new_numbers("catalog_allowance", len(drafts)) if drafts else []
    for id, (index, (entry, draft)) in zip(ids, drafts.items(), strict=True):
        refusal = next((refused[place] for place in _touched(draft, agreed) if place in refused), None)
        if entry not in known:
            outcome[index] = unknown_entry()
        elif refusal:
            outcome[index] = refusal
        else:
            new = new_allowance(tx.now, tx.actor.user_id, id, known[entry], draft)
            outcome[index] = _put(agreed, new, skips_same)
    await keep_agreed(tx, agreed, company_id)
    return [outcome[index] for index in range(len(sent))]


async def _refused(
    tx: Transaction, caller: Caller, company_id: int, drafts: dict[int, tuple[int, AllowanceDraft]], agreed: Agreed
) -> dict[Place, Refusal]:
    places = {place for _, draft in drafts.values() for place in _touched(draft, agreed)}
    return await refused_places(tx, caller, company_id, places)


def _touched(draft: AllowanceDraft, agreed: Agreed) -> list[Place]:
    """Where the row makes a difference: at its own place, and at that of the allowance that it takes over."""
    known = agreed.allowances.referred(draft.reference_id)
    return [draft.place, known.place] if known else [draft.place]


def _put(agreed: Agreed, new: Allowance, skips_same: bool) -> Allowance | Refusal:
    try:
        with agreed.allowances.attempt():
            return put_allowance(agreed.allowances, new, skips_same=skips_same)
    except Refusal as refusal:
        return refusal
