"""The words of a page's text layer, synchronously: called only inside the child process of the file."""

from payables.extraction.limits import Limits
from payables.extraction.page.said import PageWord, words_on
from payables.extraction.page_pictures.draw import check_page
from payables.extraction.page_pictures.kinds import IMAGES, kind_with_pages
from payables.extraction.pdf.annotations import show_annotations
from payables.extraction.pdf.layer import layer_of, uncompared
from payables.extraction.pdf.open import open_pdf
from payables.extraction.pdf.read import ENOUGH_TEXT
from payables.extraction.pdf.words import words_of


def words(data: bytes, number: int, limits: Limits) -> tuple[list[PageWord], bool]:
    """Those that people see on page `number`, or of a scan's invisible layer where there is nothing else; and whether the page
    is a picture, so that more of it can only come from OCR. Raises Unreadable; page_not_there."""
    if kind_with_pages(data) in IMAGES:
        return [], True
    document = open_pdf(data, limits)
    check_page(number, len(document))
    found = words_of(show_annotations(document, number - 1, []), number)
    if layer_of(found):
        return words_on(uncompared(found)), True
    return words_on(found), found.characters < ENOUGH_TEXT
