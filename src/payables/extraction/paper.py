"""An opened file: its pages as words, the codes on them, and what else it carries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from payables.extraction.checks.drawn import Look, check_drawn
from payables.extraction.checks.page import compare_with_page, not_compared
from payables.extraction.codes.apply import apply_codes
from payables.extraction.fields.more_accounts import weigh_more_accounts
from payables.extraction.model import Attachment, Code, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.hidden import hidden_text
from payables.extraction.page.model import Page
from payables.extraction.parts.read import read_parts


@dataclass
class OpenedFile:
    """`embedded` is the e-invoice that the file carries; `unread` are pages that the limit on OCR left out. `looks` are by the
    numbers of pages with a text layer, as long as the file is open."""

    kind: str
    pages: list[Page]
    codes: list[Code] = field(default_factory=list[Code])
    embedded: Reading | None = None
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    warnings: list[str] = field(default_factory=list[str])
    unread: list[int] = field(default_factory=list[int])
    looks: dict[int, Look] = field(default_factory=dict[int, Look])


def read_paper(paper: OpenedFile, wanted: Sequence[Sequence[int]] = ()) -> Reading:
    """`wanted` are the pages of each document as people divided them; without it the pages decide. An e-invoice in the file
    is what the file says, unless people made several documents of it. Raises Unreadable with no_text."""
    reading = paper.embedded if len(wanted) < 2 else None
    if reading is None:
        reading = read_parts(paper.pages, paper.codes, wanted, paper.unread)
    else:
        _compare(reading, paper)
    reading.pages = len(paper.pages)
    sizes = [[round(side, 2) for side in p.size] for p in paper.pages]
    for document in (reading, *(part.reading for part in reading.parts)):
        check_drawn(document, paper.looks)
        document.kind = paper.kind
        document.page_sizes, document.page_turns = sizes, [p.turn for p in paper.pages]
    reading.warnings += paper.warnings
    reading.unread_pages = paper.unread
    reading.attachments = paper.attachments + reading.attachments
    return reading


def joined(papers: Sequence[OpenedFile]) -> OpenedFile:
    """Several files as one, their pages counted through."""
    first = papers[0]
    whole = OpenedFile(first.kind, [], embedded=next((p.embedded for p in papers if p.embedded), None))
    for paper in papers:
        before = len(whole.pages)
        whole.codes += [Code(c.kind, c.text, c.page + before, c.box) for c in paper.codes]
        whole.unread += [number + before for number in paper.unread]
        whole.pages += [replace(page, number=page.number + before) for page in paper.pages]
        whole.attachments += paper.attachments
        whole.looks |= {number + before: look for number, look in paper.looks.items()}
        whole.warnings += paper.warnings
    return whole


def _compare(reading: Reading, paper: OpenedFile) -> None:
    """The XML against print and codes."""
    named = [reading.fields["vendor_iban"].value] if "vendor_iban" in reading.fields else []
    if any(p.characters for p in paper.pages):
        document = Document(paper.pages)
        reading.method += dict.fromkeys(p.source for p in paper.pages if p.words)
        reading.validation += compare_with_page(reading, document)
        weigh_more_accounts(reading, [document, *document.across])
    reading.validation += [*hidden_text(paper.pages), *not_compared(paper.unread)]
    apply_codes(reading, paper.codes, named)
