"""What the program reads of papers with truth, per field: the whole header as it stands, rules and shipped rankers."""

from collections.abc import Iterable

from payables.extraction.document import read_pages
from payables.extraction.errors import Unreadable
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.model import Field, Reading
from payables.extraction.page.document import Document
from payables.extraction.training.figures import Answer
from payables.extraction.training.papers import Paper

Scored = dict[tuple[str, str], list[Answer]]


def score(papers: Iterable[Paper]) -> Scored:
    """The answers by collection and field. A field without candidates of its own has what was read as its ceiling."""
    return judged((paper, reading_of(paper)) for paper in papers)


def judged(read: Iterable[tuple[Paper, Reading]]) -> Scored:
    """As `score`, of papers that were read already."""
    found: Scored = {}
    for paper, reading in read:
        document = Document(paper.pages)
        for name in paper.truth:
            answer = _answer(paper, name, reading.fields.get(name), document)
            found.setdefault((paper.collection, name), []).append(answer)
    return found


def reading_of(paper: Paper) -> Reading:
    """An empty one of a paper that holds no text."""
    try:
        return read_pages(paper.pages)
    except Unreadable:
        return Reading(kind="", method=[], pages=len(paper.pages))


def _answer(paper: Paper, name: str, field: Field | None, document: Document) -> Answer:
    right = field is not None and paper.right(name, field.value)
    candidates = WEIGHED[name].candidates(document) if name in WEIGHED else []
    within = right or any(paper.right(name, c.value) for c in candidates)
    return Answer(field is not None, right, field.confidence if field else 0.0, within)
