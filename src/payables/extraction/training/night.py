"""`python -m payables.extraction.training.night PARENT IN OUT`: learns rankers from an installation's papers.

In a process of its own: IN and OUT are descriptors, a Night comes in, a NightEnded goes out, and PARENT is the process that waits
for it. The texts of papers become features here, so it is confined like those that read them; it has no network.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from payables.extraction.limits import MB, Limits
from payables.extraction.page.document import Document
from payables.extraction.process.child import bytes_of, write_all
from payables.extraction.process.confine import confine, die_with_parent, drop_root, leave_network
from payables.extraction.ranking.features import KINDS, considered
from payables.extraction.ranking.in_use import parsed_for
from payables.extraction.ranking.ranker import OtherBase, Ranker, load_rankers, shipped
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.kept_back import judged
from payables.extraction.training.night_wire import (
    Night,
    NightEnded,
    NightPaper,
    Tried,
    decode_night,
    decode_words,
    encode,
)
from payables.extraction.training.on_top import learn_on_top
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import LEAST_JUDGED, LEAST_TAUGHT
from payables.kit.places import places

LIMITS = Limits(memory=3072 * MB, ocr_memory=3072 * MB, cpu_seconds=3600, ocr_cpu_seconds=3600, output_bytes=64 * MB)
POLITE = 10  # others of the machine go first
FOLDS = 5


def main(parent: int, source: int, target: int) -> int:
    os.nice(POLITE)
    load_rankers()
    leave_network()
    drop_root((Path(__file__).parent, Path(sys.prefix), Path(sys.base_prefix)))
    die_with_parent()
    if os.getppid() != parent:  # it died before it could be told
        return 1
    confine(LIMITS)
    try:
        ended = NightEnded(tried_of(decode_night(bytes_of(source))))
    except Exception as error:
        ended = NightEnded(error=type(error).__name__, places=places(error))  # its text may hold words of a paper
    write_all(target, _bounded(encode(ended)))
    return 0


def _bounded(payload: bytes) -> bytes:
    if len(payload) <= LIMITS.output_bytes:
        return payload
    return encode(NightEnded(error=f"too much output: {len(payload)} bytes"))


def tried_of(night: Night) -> list[Tried]:
    """One per field that comes with a ranker."""
    documents = [Document(decode_words(of_night.words)) for of_night in night.papers]
    papers = [_paper(n, *both) for n, both in enumerate(zip(night.papers, documents, strict=True))]
    kept_back = [of_night.kept_back for of_night in night.papers]
    teaching, judging = ([n for n, kept in enumerate(kept_back) if kept is which] for which in (False, True))
    fold_of = _folds([papers[n] for n in teaching])
    tried: list[Tried] = []
    for name, text in sorted(night.fields.items()):
        if base := shipped(name):
            taught, judges = ([papers[n] for n in of if name in papers[n].truth] for of in (teaching, judging))
            known = Tried(name, len(taught), len(judges), taught_by=sorted({paper.collection for paper in taught}))
            before = _in_use(name, text) or base
            if known.taught >= LEAST_TAUGHT and known.kept_back >= LEAST_JUDGED:
                _try(known, base, before, papers, documents, teaching, judging, fold_of)
            if before is not base:
                known.in_use_against_program = judged(
                    base, before, [papers[n] for n in judging], [documents[n] for n in judging]
                )
            tried.append(known)
    return tried


def _try(
    known: Tried,
    base: Ranker,
    before: Ranker,
    papers: Sequence[Paper],
    documents: Sequence[Document],
    teaching: Sequence[int],
    judging: Sequence[int],
    fold_of: Sequence[int],
) -> None:
    learned = learn_on_top(base, [papers[n] for n in teaching], [documents[n] for n in teaching], fold_of)
    known.text = learned.text
    judges = [papers[n] for n in judging], [documents[n] for n in judging]
    known.judged = judged(before, learned.ranker, *judges)
    known.against_program = known.judged if before is base else judged(base, learned.ranker, *judges)


def _paper(place: int, of_night: NightPaper, document: Document) -> Paper:
    """With the values that are printed on it as they were written: what is not, no ranker can find."""
    whole = Paper(
        f"{place:06}", of_night.collection, document.pages, {k: [v] for k, v in of_night.truth.items()}, of_night.vendor
    )
    for name in of_night.truth:
        if name not in KINDS or not any(whole.right(name, c.value) for c in considered(name, document)):
            del whole.truth[name]
    return whole


def _folds(papers: Sequence[Paper]) -> list[int]:
    """By vendor and layout; where nearly all papers are of one, paper by paper."""
    fold_of = folds(papers, groups(papers), FOLDS)
    return fold_of if len(set(fold_of)) == FOLDS else [n % FOLDS for n in range(len(papers))]


def _in_use(field_name: str, text: str | None) -> Ranker | None:
    """None where it stands on the ranker of another version of the program: it is not used here."""
    try:
        return parsed_for(field_name, text) if text else None
    except OtherBase:
        return None


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
