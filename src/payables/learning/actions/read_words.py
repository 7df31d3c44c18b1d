"""Read the words of papers again, from their stored files, as today's program reads them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from time import monotonic
from uuid import UUID

import msgspec

from payables.extraction.arrangement import ArrangedFile, Arrangement
from payables.extraction.errors import Unreadable
from payables.extraction.page.model import Page
from payables.extraction.reader import Reader
from payables.extraction.training.night_wire import NightPaper, encode
from payables.learning.model.fields import RANKED
from payables.learning.queries.truths import TruePaper
from payables.learning.rules.kept_back import kept_back
from payables.platform.errors import FileMissing
from payables.platform.files import FileStore

SECONDS = 2 * 3600.0
MOST_BYTES = 256 * 1024 * 1024  # of all papers' words together
MOST_WORDS = 20_000  # of one paper


@dataclass
class Words:
    """`papers` in the order of time, and how many papers of each account are among them. `skipped` cannot be read any more,
    or hold no words; `left` were too many for the time."""

    papers: list[NightPaper]
    accounts: dict[str, int] = field(default_factory=dict[str, int])
    skipped: int = 0
    left: int = 0


async def read_words(files: FileStore, reader: Reader, papers: Sequence[TruePaper]) -> Words:
    """The newest first, of each account in turn, as long as there is time. Raises StorageUnavailable."""
    until, size, skipped = monotonic() + SECONDS, 0, 0
    read: list[tuple[TruePaper, bytes]] = []
    waiting = _in_turn(papers)
    while waiting and monotonic() < until and size < MOST_BYTES:
        paper = waiting.pop(0)
        if words := await _words(files, reader, paper):
            read.append((paper, words))
            size += len(words)
        else:
            skipped += 1
    read.sort(key=lambda one: (one[0].changed_at, one[0].invoice))
    kept = kept_back([paper.account for paper, _ in read])
    of_night = [_night_paper(paper, words, judges) for (paper, words), judges in zip(read, kept, strict=True)]
    return Words(of_night, dict(Counter(paper.collection for paper in of_night)), skipped, len(waiting))


def _in_turn(papers: Sequence[TruePaper]) -> list[TruePaper]:
    by_account: dict[UUID, list[TruePaper]] = defaultdict(list)
    for paper in papers:
        by_account[paper.account].append(paper)
    return [paper for paper in chain.from_iterable(zip_longest(*by_account.values())) if paper]


async def _words(files: FileStore, reader: Reader, paper: TruePaper) -> bytes | None:
    """None where there is nothing to learn from: the file is gone, cannot be read any more, has no words or too many."""
    try:
        stored = [ArrangedFile(file.filename, await files.get(file.sha256)) for file in paper.files]
        pages = await reader.read_words(Arrangement(stored, [paper.pages] if paper.pages else []))
    except (FileMissing, Unreadable):
        return None
    return encode(pages) if 0 < _count(pages) <= MOST_WORDS else None


def _count(pages: Sequence[Page]) -> int:
    return sum(len(page.words) for page in pages)


def _night_paper(paper: TruePaper, words: bytes, judges: bool) -> NightPaper:
    truth = {one.field: one.value for one in paper.fields if one.field in RANKED and one.value}
    return NightPaper(str(paper.account), f"{paper.account}/{paper.vendor}", msgspec.Raw(words), truth, judges)
