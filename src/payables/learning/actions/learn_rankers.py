"""A night's work: learn rankers from what people corrected and approved, and use those that are better."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from payables.extraction.ranking.ranker import fingerprint
from payables.extraction.reader import Reader
from payables.extraction.training.night_wire import Night, Tried
from payables.extraction.training.nightly import learned
from payables.kit.ids import uuid7
from payables.learning import store
from payables.learning.actions.keep_rankers import keep_rankers
from payables.learning.actions.read_words import read_words
from payables.learning.model.fields import RANKED
from payables.learning.model.rankers import NightRecord, Verdict
from payables.learning.queries import rankers
from payables.learning.queries.truths import TruePaper, true_papers
from payables.platform.db import Database
from payables.platform.files import FileStore

MOST_PAPERS = 1000
LEAST_PAPERS = 20
NIGHTS_KEPT = timedelta(days=400)


async def learn_rankers(
    database: Database, files: FileStore, reader: Reader, without: Collection[UUID] = frozenset()
) -> NightRecord:
    """What became of it, also where nothing was tried. Nothing is changed before the end: whoever dies on the way leaves all as
    it was. Raises LearningEnded, StorageUnavailable."""
    began_at = database.clock.now()
    papers = [paper async for paper in true_papers(database, MOST_PAPERS, without) if _teaches(paper)]
    async with database.operator() as connection:
        in_use, pinned = await rankers.versions_in_use(connection), await rankers.pinned(connection)
        last = await rankers.last_night(connection)
    numbers = {name: version.number for name, version in in_use.items()}
    if last and last["learned_from"] == _digest(papers, numbers, pinned):
        return NightRecord(len(papers), why_not=f"Nothing is new since {last['ended_at']:%Y-%m-%d %H:%M} UTC.")
    if len(papers) < LEAST_PAPERS:
        why_not = f"Too few papers: {LEAST_PAPERS} that were corrected or approved are needed."
        return await _finished(database, began_at, papers, NightRecord(len(papers), why_not=why_not))
    words = await read_words(files, reader, papers)
    fields = {name: in_use[name].text if name in in_use else None for name in RANKED if name not in pinned}
    tried = await learned(Night(words.papers, fields))
    record = NightRecord(
        papers=len(words.papers),
        skipped=words.skipped,
        left=words.left,
        accounts=words.accounts,
        fields=dict.fromkeys(sorted(pinned), Verdict.PINNED),
    )
    return await _finished(database, began_at, papers, record, numbers, tried)


def _teaches(paper: TruePaper) -> bool:
    return bool(paper.files) and any(one.field in RANKED and one.value for one in paper.fields)


def _digest(papers: Sequence[TruePaper], in_use: Mapping[str, int], pinned: Collection[str]) -> str:
    """Of all that a night learns from: the same papers, rankers and program teach the same again."""
    said = [f"{paper.account} {paper.invoice} {paper.changed_at.isoformat()} {len(paper.fields)}" for paper in papers]
    said += [f"{name} {number}" for name, number in in_use.items()]
    return sha256("\n".join([fingerprint(), *sorted(said), *sorted(pinned)]).encode()).hexdigest()


async def _finished(
    database: Database,
    began_at: datetime,
    papers: Sequence[TruePaper],
    record: NightRecord,
    against: Mapping[str, int] | None = None,
    tried: Sequence[Tried] = (),
) -> NightRecord:
    """Rankers and the record of the night in one transaction."""
    now = database.clock.now()
    record.seconds = round((now - began_at).total_seconds(), 1)
    async with database.operator() as connection:
        record.fields |= await keep_rankers(connection, database, against or {}, tried)
        in_use, pinned = await rankers.numbers_in_use(connection), await rankers.pinned(connection)
        learned_from = _digest(papers, in_use, pinned)
        await store.add_night(connection, uuid7(int(now.timestamp() * 1000)), began_at, now, learned_from, record)
        await store.forget_nights(connection, now - NIGHTS_KEPT)
    return record
