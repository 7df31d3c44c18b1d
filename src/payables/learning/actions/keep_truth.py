"""Keep what is true of papers, and what that teaches, in the transaction that makes it so."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from payables.extraction.model import Reading
from payables.learning import store
from payables.learning.model.papers import KeptPaper, RecordSaid
from payables.learning.queries.papers import papers_of
from payables.learning.rules.truth import after
from payables.platform.db import Transaction


async def keep_truth(tx: Transaction, told: Sequence[RecordSaid], readings: Mapping[UUID, Reading]) -> None:
    """Two statements, however many papers. `readings` are by invoice; of a paper without one nothing is kept. The caller
    holds the invoices' locks, and says in its order what happened to them."""
    told = [one for one in told if one.invoice in readings]
    if not told:
        return
    known = await papers_of(tx, [one.invoice for one in told])
    papers = dict(known)
    for one in told:
        papers[one.invoice] = after(papers.get(one.invoice), one, readings[one.invoice], tx.now, tx.actor.user_id)
    changed = [
        papers[invoice]
        for invoice in sorted(papers)
        if papers[invoice] != known.get(invoice, _nothing(papers[invoice]))
    ]
    if changed:
        await store.keep(tx, changed)


def _nothing(paper: KeptPaper) -> KeptPaper:
    return replace(paper, fields={}, lessons={})
