"""One decision over many invoices: each by itself, on the very road of a single one, so that no rule is passed over.

All are locked before the first, in the order of their ids, and decided in that order: two such requests never wait for each
other in a circle at the invoices. One that is refused is undone alone.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.invoices.queries import records
from payables.kit.errors import NotFound, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Chosen:
    """One invoice of the request, by one of its two ids, at the version that was looked at; `tag` is what its coding stood for
    then, where it was shown."""

    uuid: UUID | None
    invoice_id: int | None
    version: int
    tag: str | None

    @property
    def id(self) -> str:
        return str(self.uuid or self.invoice_id)


Decide = Callable[[Chosen], Awaitable[object]]


async def decide_many(
    tx: Transaction, caller: Caller, chosen: Sequence[Chosen], decide: Decide
) -> list[Refusal | None]:
    """Why not, for each in the order of the request; None for what is done. `decide` is the action over one of them."""
    uuids = [one.uuid for one in chosen if one.uuid]
    invoice_ids = [one.invoice_id for one in chosen if one.invoice_id is not None]
    found = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    order = {str(key): n for n, (invoice, _) in enumerate(found) for key in (invoice.id, invoice.invoice_id)}
    outcome: list[Refusal | None] = [NotFound(what="invoice") for _ in chosen]
    for n in sorted((n for n, one in enumerate(chosen) if one.id in order), key=lambda n: order[chosen[n].id]):
        outcome[n] = await _one(tx, chosen[n], decide)
    return outcome


async def _one(tx: Transaction, one: Chosen, decide: Decide) -> Refusal | None:
    try:
        async with tx.attempt():
            await decide(one)
    except Refusal as refusal:
        return refusal
    return None
