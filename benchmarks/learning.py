"""`python -m benchmarks.learning --data DIR --words CACHE`: how fast a vendor's papers are learned.

DIR has papers with truth as training takes them, CACHE their words (read into it where it lacks them). Papers of one layout
stand for one vendor: those whose first pages have most of their form words in common, at least SMALLEST of them. In each of
the rounds they come in another order; of the first few somebody corrects every field that was read wrongly and approves the
rest, and the share of right fields is counted over all papers after the fifth. `broken` are values that were read rightly
and that memory got wrong. Needs no database: the rules are those that read an upload.

The rankers that come with the program may have been learned from these very papers, and know them too well. So each paper is
read by rankers learned here: from papers of other vendors and layouts, or, with --learn, from those of another folder, which
shows what memory is worth where a kind of paper is new. With --misread every field is read wrongly at first, as the likeliest
of the paper's other values and as surely as the right one was: what memory finds by corrections alone.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from msgspec import structs

from payables.extraction.document import read_pages
from payables.extraction.model import Field, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.ranking.in_use import Version, use
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.papers import Paper, papers_of
from payables.extraction.training.train import train
from payables.learning.model.fields import CONSTANT, PLACED
from payables.learning.model.papers import How, Lesson, Truth
from payables.learning.rules.habits import memory_of
from payables.learning.rules.lesson import lesson_of
from payables.learning.rules.recall import recall

SHOWN = (0, 1, 2, 5)
SMALLEST = 6
ALIKE = 0.55
FOLDS = 4
FIELDS = (*PLACED, *CONSTANT)
RANKED = (*PLACED, "net_amount")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Known:
    """A paper with what is read from it without any memory."""

    paper: Paper
    reading: Reading

    def is_right(self, name: str, field: Field | None) -> bool:
        return field is not None and self.paper.right(name, field.value)


@dataclass
class Score:
    """Of one field after so many papers."""

    asked: int = 0
    right: int = 0
    mended: int = 0
    broken: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="papers with truth.jsonl")
    parser.add_argument("--words", type=Path, required=True, help="cache of their words")
    parser.add_argument("--learn", type=Path, action="append", default=[], help="papers that rankers are learned from")
    parser.add_argument("--misread", action="store_true", help="begin with readings that are wrong")
    parser.add_argument("--rounds", type=int, default=5, help="orders in which the papers come (5)")
    arguments = parser.parse_args()
    papers = list(papers_of(arguments.data, arguments.words))
    layouts = [group for group in _layouts(papers) if len(group) >= SMALLEST]
    print(f"{len(layouts)} layouts of {', '.join(str(len(group)) for group in layouts)} papers")
    others = [paper for folder in arguments.learn for paper in papers_of(folder, arguments.words)]
    known = _read(papers, {paper.name for group in layouts for paper in group}, others)
    if arguments.misread:
        known = {name: Known(one.paper, _misread(one)) for name, one in known.items()}
    _print(_measured([[known[paper.name] for paper in group] for group in layouts], arguments.rounds))


def _layouts(papers: Sequence[Paper]) -> list[list[Paper]]:
    """Each paper joins the first layout with whose papers it has ALIKE of its form words in common on average."""
    words = [set(_WORD.findall(plain(Document(paper.pages[:1]).text))) for paper in papers]
    often = Counter(word for of_one in words for word in of_one)
    form = [{word for word in of_one if often[word] >= SMALLEST} for of_one in words]
    found: list[list[int]] = []
    for n, own in enumerate(form):
        near = [group for group in found if _mean(_share(own, form[other]) for other in group) >= ALIKE]
        if near:
            near[0].append(n)
        else:
            found.append([n])
    return [[papers[n] for n in group] for group in found]


def _read(papers: Sequence[Paper], wanted: set[str], others: Sequence[Paper]) -> dict[str, Known]:
    """By name, each with rankers that have not seen its like."""
    found: dict[str, Known] = {}
    fold_of = [0] * len(papers) if others else folds(papers, groups(papers), FOLDS)
    for fold in sorted(set(fold_of)):
        inside = [paper for paper, of in zip(papers, fold_of, strict=True) if of == fold and paper.name in wanted]
        if inside:
            outside = others or [paper for paper, of in zip(papers, fold_of, strict=True) if of != fold]
            use(_learned(outside))
            found |= {paper.name: Known(paper, read_pages(paper.pages)) for paper in inside}
    return found


def _learned(papers: Sequence[Paper]) -> dict[str, Version]:
    return {learned.field: Version(1, learned.text) for learned in train(papers, RANKED)}


def _misread(known: Known) -> Reading:
    """What has no other value is not read at all."""
    fields = dict(known.reading.fields)
    for name in PLACED:
        if name in known.paper.truth and known.is_right(name, right := fields.pop(name, None)):
            others = [c for c in known.reading.candidates.get(name, []) if not known.paper.right(name, c.value)]
            if right and others:
                wrong = others[0]
                fields[name] = Field(wrong.value, right.confidence, wrong.page, wrong.box, wrong.raw)
    return structs.replace(known.reading, fields=fields)


def _measured(layouts: Sequence[Sequence[Known]], rounds: int) -> dict[tuple[str, int], Score]:
    scores: dict[tuple[str, int], Score] = defaultdict(Score)
    chance = random.Random(1)
    for _ in range(rounds):
        for layout in layouts:
            order = chance.sample(list(layout), len(layout))
            for shown in SHOWN:
                _count(scores, shown, _taught(order[:shown]), order[max(SHOWN) :])
    return scores


def _taught(papers: Iterable[Known]) -> list[dict[str, Lesson]]:
    """One after the other: each is read with what the ones before it have taught."""
    taught: list[dict[str, Lesson]] = []
    for known in papers:
        reading = recall(known.reading, memory_of(taught))
        truths = {name: _truth(known, name, reading.fields.get(name)) for name in FIELDS if name in known.paper.truth}
        lessons = {name: lesson_of(name, truth, reading) for name, truth in truths.items()}
        taught.append({name: lesson for name, lesson in lessons.items() if lesson})
    return taught


def _truth(known: Known, name: str, field: Field | None) -> Truth:
    right = known.is_right(name, field)
    return Truth(
        read=field.value if field else None,
        confidence=field.confidence if field else None,
        value=field.value if field and right else known.paper.truth[name][0],
        how=How.APPROVED if right else How.CORRECTED,
        at=NOW,
        recalled=bool(field and field.by),
        plain=field.instead_of.value if field and field.instead_of else None,
    )


def _count(
    scores: dict[tuple[str, int], Score], shown: int, taught: Sequence[dict[str, Lesson]], later: Iterable[Known]
) -> None:
    memory = memory_of(taught)
    for known in later:
        recalled = recall(known.reading, memory)
        for name in FIELDS:
            if name in known.paper.truth:
                score = scores[name, shown]
                before, after = (known.is_right(name, read.fields.get(name)) for read in (known.reading, recalled))
                score.asked += 1
                score.right += after
                score.mended += after and not before
                score.broken += before and not after


def _print(scores: dict[tuple[str, int], Score]) -> None:
    print(
        f"{'field':16}" + "".join(f"{f'after {shown}':>10}" for shown in SHOWN) + f"{'mended':>9}{'broken':>8}{'of':>7}"
    )
    for name in FIELDS:
        if (name, 0) in scores:
            shares = "".join(f"{scores[name, n].right / scores[name, n].asked:10.3f}" for n in SHOWN)
            last = scores[name, SHOWN[-1]]
            print(f"{name:16}{shares}{last.mended:9}{last.broken:8}{last.asked:7}")


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
