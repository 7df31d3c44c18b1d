"""What the account asks of a reading now; its thresholds follow its own outcomes, four times an hour."""

from collections.abc import Mapping
from datetime import timedelta

from payables.capture.queries import gate as queries
from payables.capture.queries.gate import KeptGate
from payables.capture.rules.gate import Gate, GateSettings
from payables.capture.rules.outcomes import PaperTold, by_field, papers_told
from payables.capture.rules.thresholds import Threshold, thresholds_of
from payables.capture.store import gate as store
from payables.extraction.checks.gate import ASKED
from payables.extraction.ranking.thresholds import shipped_thresholds
from payables.learning.queries.outcomes import outcomes
from payables.platform.db import Transaction

MOST_PAPERS = 1000  # the newest: what was read by another program or of other vendors fades
RENEWED = timedelta(minutes=15)


async def find_gate(tx: Transaction) -> Gate:
    """One statement, but for the first document of a quarter of an hour."""
    kept = await queries.gate(tx)
    thresholds = kept.thresholds
    if not is_fresh(tx, kept):
        thresholds = await measure(tx, kept.settings)
        await store.keep_thresholds(tx, thresholds, kept.settings.precision_target)
    return gate_of(kept.settings, thresholds)


def is_fresh(tx: Transaction, kept: KeptGate) -> bool:
    """Not older than that, for the target of now, and beside the thresholds that this program brings."""
    target = kept.settings.precision_target
    shipped = {name: one.shipped for name, one in kept.thresholds.items()}
    young = kept.made_at is not None and tx.now - kept.made_at < RENEWED
    return young and kept.made_for == target and shipped == shipped_thresholds(target)


async def measure(tx: Transaction, settings: GateSettings) -> dict[str, Threshold]:
    """By the account's own outcomes alone."""
    told = await told_of(tx, MOST_PAPERS)
    target = settings.precision_target
    return thresholds_of(by_field(told), shipped_thresholds(target), target)


async def told_of(tx: Transaction, most: int) -> list[PaperTold]:
    """The account's newest papers that somebody has looked at, without e-invoices."""
    papers = await outcomes(tx, ASKED, most)
    return papers_told(papers, await queries.passed_of(tx, [paper.upload for paper in papers])) if papers else []


def gate_of(settings: GateSettings, thresholds: Mapping[str, Threshold]) -> Gate:
    values = {name: one.value for name, one in thresholds.items()}
    own = frozenset(name for name, one in thresholds.items() if one.own)
    return Gate(values, own, settings.precision_target, settings.check_all, settings.sampled_share)
