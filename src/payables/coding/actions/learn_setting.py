"""Remember how a person coded lines: at once, approved or not."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from payables.coding.model import Line, Place
from payables.coding.store import examples as store
from payables.coding.store.examples import Taught
from payables.platform.db import Transaction


async def learn_setting(
    tx: Transaction, place: Place, invoice: UUID, lines: Sequence[Line], named: Mapping[int, frozenset[str]]
) -> None:
    """`named`: line -> the types that the person gave or took away. The caller holds the invoice's lock."""
    taught = [Taught(line, {t: line.dimensions.get(t) for t in named[line.id]}) for line in lines if named.get(line.id)]
    if taught:
        await store.teach_by_person(tx, place, invoice, taught)
