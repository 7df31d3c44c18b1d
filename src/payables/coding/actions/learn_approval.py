"""Remember how the lines of an approved invoice are coded."""

from collections.abc import Sequence
from uuid import UUID

from payables.coding.model import BY_MACHINE, Line, Place
from payables.coding.queries.origins import origins_of, standing
from payables.coding.store import examples as store
from payables.coding.store.examples import Taught
from payables.platform.db import Transaction


async def learn_approval(
    tx: Transaction, place: Place, invoice: UUID, lines: Sequence[Line], *, by_person: bool
) -> None:
    """Where nobody looked at it (an account that approves nothing), only what people or their systems gave: a guess must
    never confirm itself. The caller holds the invoice's lock."""
    lines = [line for line in lines if line.dimensions]
    taught = [Taught(line, line.dimensions) for line in lines] if by_person else await _given(tx, invoice, lines)
    if taught:
        await store.teach_by_approval(tx, place, invoice, taught)


async def _given(tx: Transaction, invoice: UUID, lines: Sequence[Line]) -> list[Taught]:
    written = (await origins_of(tx, [invoice])).get(invoice, {}) if lines else {}
    now = [(line, standing(written.get(line.id, {}), line.dimensions)) for line in lines]
    given = [(line, {t: o.dimension_id for t, o in found.items() if o.source not in BY_MACHINE}) for line, found in now]
    return [Taught(line, values) for line, values in given if values]
