"""What the account asks of a reading now; its thresholds follow its own outcomes, four times an hour."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from payables.access import queries as access
from payables.capture.model import StraightThrough
from payables.capture.queries import gate as queries
from payables.capture.queries.gate import KeptGate
from payables.capture.rules.gate import Gate, GateSettings
from payables.capture.rules.outcomes import PaperTold, by_reach, papers_told
from payables.capture.rules.reach import ACCOUNT, Reach, nearest, thresholds_by_place
from payables.capture.rules.thresholds import Threshold
from payables.capture.store import gate as store
from payables.extraction.checks.gate import ASKED
from payables.extraction.ranking.thresholds import shipped_thresholds
from payables.learning.model.papers import JudgedPaper
from payables.learning.queries.outcomes import outcomes
from payables.platform.db import Transaction

MOST_PAPERS = 1000  # the newest: what was read by another program or of other vendors fades
RENEWED = timedelta(minutes=15)


async def find_gate(tx: Transaction, company_id: int, location_id: int) -> Gate:
    """What a paper of this location meets. One statement, but for the first document of a quarter of an hour."""
    kept = await queries.gate(tx)
    thresholds = kept.thresholds
    if not is_fresh(tx, kept):
        thresholds = await measure(tx, kept.settings)
        await store.keep_thresholds(tx, thresholds, kept.settings.precision_target)
    return gate_of(kept.settings, thresholds[nearest((company_id, location_id), thresholds)])


def is_fresh(tx: Transaction, kept: KeptGate) -> bool:
    """Not older than that, for the target of now, and beside the thresholds that this program brings."""
    target = kept.settings.precision_target
    shipped = {name: one.shipped for name, one in kept.thresholds[ACCOUNT].items()}
    young = kept.made_at is not None and tx.now - kept.made_at < RENEWED
    return young and kept.made_for == target and shipped == shipped_thresholds(target)


async def measure(tx: Transaction, settings: GateSettings) -> dict[Reach, dict[str, Threshold]]:
    """By the account's own outcomes alone, each as far as whoever judged it sees."""
    told = await told_of(tx, MOST_PAPERS)
    target = settings.precision_target
    return thresholds_by_place(by_reach(told), shipped_thresholds(target), target)


async def told_of(tx: Transaction, most: int) -> list[PaperTold]:
    """The account's newest papers that somebody has looked at, without e-invoices."""
    papers = await outcomes(tx, ASKED, most)
    return await _told(tx, papers, await queries.passed_of(tx, [paper.upload for paper in papers])) if papers else []


async def judged_among(tx: Transaction, read: Mapping[UUID, StraightThrough]) -> list[PaperTold]:
    """Those of these papers that somebody has looked at."""
    return await _told(tx, await outcomes(tx, ASKED, len(read), list(read)), read) if read else []


async def _told(
    tx: Transaction, papers: Sequence[JudgedPaper], kept: Mapping[UUID, StraightThrough]
) -> list[PaperTold]:
    judges = {one.by for paper in papers for one in paper.fields.values() if one.by is not None}
    return papers_told(papers, kept, await access.scopes(tx, judges))


def gate_of(settings: GateSettings, thresholds: Mapping[str, Threshold]) -> Gate:
    values = {name: one.value for name, one in thresholds.items()}
    own = frozenset(name for name, one in thresholds.items() if one.own)
    return Gate(values, own, settings.precision_target, settings.check_all, settings.sampled_share)
