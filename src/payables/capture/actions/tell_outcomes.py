"""How an account's readings turned out, for whoever reports it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payables.capture.actions.find_gate import gate_of, is_fresh, judged_among, measure
from payables.capture.queries import gate as queries
from payables.capture.rules.reach import ACCOUNT
from payables.capture.rules.tallies import by_month
from payables.extraction.training.reliability import Said
from payables.extraction.training.tally import Tally
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class OutcomesTold:
    """`limits` are the thresholds that the next paper meets, to keep `target`; `said` is by the names of thresholds."""

    target: float
    limits: Mapping[str, float]
    said: Mapping[str, Sequence[Said]]
    months: Sequence[Tally]


async def tell_outcomes(tx: Transaction, most: int) -> OutcomesTold:
    """Of its newest papers that were read, at most so many, and of those among them that somebody has looked at. Nothing is
    written."""
    kept = await queries.gate(tx)
    thresholds = kept.thresholds if is_fresh(tx, kept) else await measure(tx, kept.settings)
    read = await queries.newest_read(tx, most)
    told = await judged_among(tx, {paper.upload: paper.gate for paper in read})
    said: dict[str, list[Said]] = {}
    for one in (one for paper in told for one in paper.told):
        said.setdefault(one.field, []).append((one.outcome.confidence, one.outcome.right))
    months = by_month([(paper.upload, paper.at, paper.gate.passed) for paper in read], told)
    target = kept.settings.precision_target
    return OutcomesTold(target, gate_of(kept.settings, thresholds[ACCOUNT]).thresholds, said, months)
