"""Pages of files: which belong to a document, and whether people divide them so that every page has one."""

from collections.abc import Sequence

from payables.capture.model import Plan, StoredFile
from payables.extraction.model import Suggestion
from payables.invoices.model import Image, Reason
from payables.kit.errors import FieldError

MOST_FILES = 20
MOST_FAULTS = 20  # are told at once
ENTRIES = "parts"


def faults_of_parts(parts: Sequence[Sequence[int]], pages: int) -> list[FieldError]:
    """Every page stands in exactly one part, so that none is lost and none is paid twice."""
    wrong: list[FieldError] = []
    seen: set[int] = set()
    for n, part in enumerate(parts):
        path = f"{ENTRIES}[{n}]"
        if not part:
            wrong.append(FieldError(path, "A part has at least one page.", "required"))
        for page in part[: pages + 1]:  # a longer one has a fault by then
            if not 1 <= page <= pages:
                wrong.append(FieldError(path, f"Page {page} is not there: the file has {pages}.", "unknown_page"))
            elif page in seen:
                wrong.append(FieldError(path, f"Page {page} stands in two parts, or twice.", "repeated_page"))
            seen.add(page)
        if len(wrong) >= MOST_FAULTS:
            return wrong[:MOST_FAULTS]
    missing = [page for page in range(1, pages + 1) if page not in seen]
    if missing and not wrong:
        named = ", ".join(map(str, missing[:20]))
        wrong.append(FieldError(ENTRIES, f"Put every page into a part: {named} is in none.", "missing_page"))
    return wrong


def images_of(files: Sequence[StoredFile], pages: Sequence[int] | None) -> list[Image]:
    """The files that pages of a document stand on, each with those pages as it counts them itself; None are all pages."""
    images: list[Image] = []
    before = 0
    for file in files:
        own = [page - before for page in pages or () if before < page <= before + file.pages]
        before += file.pages
        if pages is None or own:
            whole = pages is None or len(own) == file.pages
            images.append(Image(file.sha256, file.filename, file.media_type, file.size, pages=None if whole else own))
    return images


def all_pages(plan: Plan) -> list[int]:
    return list(range(1, sum(file.pages for file in plan.files) + 1))


def possible_documents(suggestion: Suggestion | None, pages: Sequence[int] | None) -> list[Reason]:
    """For the document that another one may begin in. One whose pages are None is the whole file."""
    if suggestion is None:
        return []
    begins = [part[0] for part in suggestion.parts[1:] if pages is None or part[0] in pages[1:]]
    if not begins:
        return []
    named = " and ".join(f"page {page}" for page in begins)
    sentence = f"Another document may begin on {named} ({suggestion.because}): divide the file, or change the invoice to say no."
    return [Reason("possible_documents", sentence)]
