"""What a report is drawn from: an account's own outcomes, those of all accounts, or papers with truth."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from payables.app.reading_report.model import Group, Outcomes, Said
from payables.capture.actions.tell_outcomes import tell_outcomes
from payables.extraction.ranking.thresholds import PRECISION, shipped_thresholds
from payables.extraction.training.out_of_fold import PaperRead
from payables.extraction.training.thresholds import ALL, let_through, said_by_field
from payables.platform.db import Database

MOST = 20_000  # papers of one account

Paper = tuple[str, bool, bool]  # its month, whether it went straight through, whether all was right


async def of_account(database: Database, account: UUID, source: str) -> Outcomes:
    """Its thresholds are its own."""
    async with database.transaction(account) as tx:
        told, gate, target = await tell_outcomes(tx, MOST)
    said, papers = _empty(), list[Paper]()
    for paper in told:
        papers.append((f"{paper.at:%Y-%m}", paper.straight, paper.right))
        for one in paper.told:
            said.setdefault(one.field, []).append((one.outcome.confidence, one.outcome.right))
    return Outcomes(source, target, gate.thresholds, "month", said, months(papers))


async def of_all(database: Database, accounts: Sequence[UUID]) -> Outcomes:
    """Together, beside the shipped thresholds: each account has its own in force."""
    said, groups = _empty(), list[Group]()
    for account in accounts:
        one = await of_account(database, account, "")
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
    groups = [Group(name, one.papers, one.through, one.right) for name, one in let.items() if name != ALL]
    return Outcomes("papers with truth, out of fold", PRECISION, limits, "collection", said_by_field(papers), groups)


def months(papers: Iterable[Paper]) -> list[Group]:
    """The oldest first."""
    return together(Group(month, 1, int(straight), int(straight and right)) for month, straight, right in papers)


def together(groups: Iterable[Group]) -> list[Group]:
    """One for each label, in the order of labels."""
    found: dict[str, Group] = {}
    for one in groups:
        had = found.get(one.label, Group(one.label, 0, 0, 0))
        found[one.label] = Group(one.label, had.papers + one.papers, had.through + one.through, had.right + one.right)
    return [found[label] for label in sorted(found)]


def _empty() -> dict[str, list[Said]]:
    return {}
