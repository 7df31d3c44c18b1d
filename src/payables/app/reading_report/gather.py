"""What a report is drawn from: an account's own outcomes, those of all accounts, or papers with truth."""

from collections.abc import Sequence
from uuid import UUID

from payables.app.reading_report.model import Outcomes
from payables.capture.actions.tell_outcomes import tell_outcomes
from payables.extraction.ranking.thresholds import PRECISION, shipped_thresholds
from payables.extraction.training.out_of_fold import PaperRead
from payables.extraction.training.reliability import Said
from payables.extraction.training.tally import Tally, together
from payables.extraction.training.thresholds import ALL, let_through, said_by_field
from payables.platform.db import Database

MOST = 20_000  # papers, of one account or of all together


async def of_account(database: Database, account: UUID, source: str, most: int = MOST) -> Outcomes:
    """Its thresholds are its own."""
    async with database.transaction(account) as tx:
        told = await tell_outcomes(tx, most)
    return Outcomes(source, told.target, told.limits, "month", told.said, told.months)


async def of_all(database: Database, accounts: Sequence[UUID], most: int = MOST) -> Outcomes:
    """Together, beside the shipped thresholds: each account has its own in force. What an account has less than its even share
    of `most` is left to those after it."""
    said, groups, left = dict[str, list[Said]](), list[Tally](), most
    for n, account in enumerate(accounts):
        one = await of_account(database, account, "", left // (len(accounts) - n))
        left -= one.whole.read
        groups += one.groups
        for name, values in one.said.items():
            said.setdefault(name, []).extend(values)
    source = f"{len(accounts)} accounts"
    return Outcomes(source, PRECISION, shipped_thresholds(PRECISION), "month", said, together(groups))


def of_papers(papers: Sequence[PaperRead]) -> Outcomes:
    """Of papers with truth, read by rankers that had not seen their like, beside the shipped thresholds. No vendor master
    stands behind them: their vendor is not asked."""
    limits = shipped_thresholds(PRECISION)
    let = let_through(papers, limits)
    groups = [
        Tally(name, one.papers, one.through, one.papers, one.through, one.right)
        for name, one in let.items()
        if name != ALL
    ]
    return Outcomes("papers with truth, out of fold", PRECISION, limits, "collection", said_by_field(papers), groups)
