"""Pages of words into a reading: header fields, lines, and checks over both."""

from collections.abc import Sequence

from payables.extraction.checks.currencies import check_currencies
from payables.extraction.checks.line_products import check_line_products
from payables.extraction.checks.still_due import check_still_due
from payables.extraction.checks.total_named import check_total_named
from payables.extraction.checks.totals import check_totals
from payables.extraction.codes.apply import apply_codes
from payables.extraction.errors import Unreadable
from payables.extraction.fields.candidates.tax_ids import iban_is_valid, ibans
from payables.extraction.fields.currency_of_total import take_currency_of_total
from payables.extraction.fields.due_by_terms import reckon_due_date
from payables.extraction.fields.every_account import weigh_every_account
from payables.extraction.fields.more_accounts import weigh_more_accounts
from payables.extraction.fields.printed_texts import printed_texts
from payables.extraction.fields.registry import candidates, header
from payables.extraction.lines.lost_points import repair_lost_points
from payables.extraction.model import Code, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page
from payables.extraction.ranking.in_use import rankers_in_use
from payables.extraction.ranking.overruled import tell_overruled
from payables.extraction.signs import make_positive
from payables.extraction.solve.solve import solve

ENOUGH = 10  # characters in the whole document


def read_pages(pages: list[Page], codes: Sequence[Code] = ()) -> Reading:
    """One document and the codes on its pages. Raises Unreadable with no_text; `kind` and `pages` are set by the caller."""
    if sum(p.characters for p in pages) < ENOUGH:
        raise Unreadable("no_text")
    method = list(dict.fromkeys(p.source for p in pages if p.words))
    document = Document(pages)
    reading = Reading(kind="", method=method, pages=len(pages), fields=header(document))
    tell_overruled(reading.fields, document)
    solved = solve(document)
    reading.items, reading.allowances, reading.charges = solved.items, solved.allowances, solved.charges
    reading.taxes = solved.taxes
    repair_lost_points(reading.items, pages)
    reading.candidates, reading.printed = candidates(document), printed_texts(document)
    take_currency_of_total(reading, document)
    weigh_every_account(reading, document)
    weigh_more_accounts(reading, document.across)
    apply_codes(reading, codes, printed_ibans(document))
    reckon_due_date(reading, document)
    make_positive(reading)
    reading.validation += check_currencies(reading, document)
    reading.rankers = rankers_in_use()
    reading.page_sizes = [[round(p.width, 2), round(p.height, 2)] for p in pages]
    reading.page_turns = [p.turn for p in pages]
    reading.validation += [*check_totals(reading), *check_line_products(reading, document)]
    reading.validation += check_total_named(reading, document)
    reading.validation += check_still_due(reading, document)
    return reading


def printed_ibans(document: Document) -> list[str]:
    """Those whose check digits are right."""
    return list(dict.fromkeys(c.value for c in ibans(document) if iban_is_valid(c.value)))
