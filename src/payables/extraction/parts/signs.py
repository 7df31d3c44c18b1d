"""What a page says about the document that it belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from payables.extraction.fields import invoice_date, number, total
from payables.extraction.fields.candidates.tax_ids import ibans, vat_ids
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.model import Page
from payables.extraction.page.rows import Row
from payables.extraction.parts.marks import Mark, mark_of

BLANK = 12  # characters under which a page says nothing
SHORT = 25  # words that a separator page has at most
HEAD_ROWS = 10
TITLE = 40  # characters of a title
TOP_ROWS = 22
# Scores of the label rules from which on a value counts as the page's own
NUMBER, TOTAL, DATE = 0.7, 0.5, 0.3

_SEPARATOR = re.compile(
    r"\b(?:document|batch|file)?\s?separator(?: (?:page|sheet))?\b|\btrenn(?:blatt|seite|bogen)\b|\bpatch\s?-?(?:code|[t123])\b"
    r"|\b(?:feuille|page) (?:de )?separation\b|\bintercalaire\b|\b(?:hoja|pagina) (?:de )?separa\w+\b"
    r"|\bfoglio (?:di )?separa\w+\b|\bscheidings(?:blad|pagina|vel)\b"
)
_WORDS = (
    r"\b(?:(?:tax |commercial |proforma |pro forma |final |interim )?invoice|credit (?:note|memo)|receipt|bill|\w*rechnung"
    r"|gutschrift|facture|avoir|factura|fattura|factuur|creditnota|quittung)\b"
)
_TITLE = re.compile(_WORDS)
_NUMBERED = re.compile(_WORDS + r"(?: \(\d+\))?[\s:#-]*(?:n(?:o|r|umber|ummer|umero)?\b[.\s:\u00b0#]*)?[a-z/-]{0,8}\d")
_ATTACHED = re.compile(
    r"\bterms (?:and|&) conditions\b|\bconditions of (?:sale|purchase)\b|\ballgemeine (?:geschafts|verkaufs|liefer)\w*"
    r"|\bagb\b|\bconditions generales\b|\bcondiciones generales\b|\bcondizioni generali\b|\balgemene voorwaarden\b"
    r"|\bdelivery (?:note|docket|slip)\b|\bpacking (?:list|slip)\b|\blieferschein\b|\bbon de livraison\b|\balbaran\b"
    r"|\bdocumento di trasporto\b|\bpakbon\b|\bleverbon\b|\btime\s?sheet\b|\bstundennachweis\b|\bleistungsnachweis\b"
    r"|\b(?:anlage|anhang|appendix|annex|attachment|annexe|anexo|allegato|bijlage)\b(?: \w{1,3})?(?: (?:zu|to|zur|a)\b.*)?"
    r"|\bproof of delivery\b|\bwiderrufsbelehrung\b|\binsertion order\b|\bpurchase order\b|\bcontract\b|\border confirmation\b"
)
_STATEMENT = re.compile(
    r"\bstatement(?: of account)?\b|\bkontoauszug\b|\boffene posten\b|\breleve de compte\b|\bestado de cuenta\b"
    r"|\bextracto de cuenta\b|\bestratto conto\b|\brekeningoverzicht\b|\bsammelrechnung\b|\bmahnung\b|\breminder\b"
)
_CARRIED = re.compile(
    r"(?:(?:balance |amount |total )?(?:brought|carried) (?:forward|over)|(?:saldo)?(?:uber|ueber)trag(?: von seite \d+)?|report"
    r"|a reporter|suma anterior|riporto|transport)[\W\d]*(?:[a-z]{3}\W*)?"
    r"|(?:continued|fortsetzung|suite|continuacion|segue|vervolg)(?: (?:from|von|de|da|van) .{0,20})?\W*"
)
_SITE = re.compile(r"\b(?:www\.|[\w.+-]+@)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Signs:
    """Of one page; None or empty where the page does not say. `ids` are VAT ids and IBANs, `sites` web domains,
    `head` the words of its first rows."""

    page: int
    size: tuple[float, float]
    text: str
    blank: bool
    separator: bool
    mark: Mark | None
    number: str | None
    date: str | None
    total: str | None
    titled: bool
    attached: bool
    statement: bool
    carried: bool
    ids: frozenset[str]
    sites: frozenset[str]
    head: frozenset[str]
    printed: bool


def signs_of(page: Page, codes: Iterable[str] = ()) -> Signs:
    """`codes` are the texts of the barcodes on the page."""
    document = Document([page])
    rows = document.rows
    top = [plain(cell.text) for row in rows[:TOP_ROWS] for cell in row.cells]
    separator = _is_separator(page, [*(row.text for row in rows), *codes])
    return Signs(
        page=page.number,
        size=(page.width, page.height),
        text=plain(document.text),
        blank=page.characters < BLANK,
        separator=separator,
        mark=mark_of(rows),
        number=_value(number.RULE, document, NUMBER),
        date=_value(invoice_date.RULE, document, DATE),
        total=_value(total.RULE, document, TOTAL),
        titled=any(_is_title(text) for text in top),
        attached=any((found := _ATTACHED.search(text)) and len(text) < 1.6 * len(found[0]) for text in top),
        statement=any(_STATEMENT.search(text) and len(text) < 40 for text in top),
        carried=any(_CARRIED.fullmatch(plain(row.text).strip()) for row in rows[:TOP_ROWS]),
        ids=frozenset(candidate.value for candidate in [*vat_ids(document), *ibans(document)]),
        sites=frozenset(found[1] for found in _SITE.finditer(plain(document.text))),
        head=frozenset(_head(rows)),
        printed=page.source == "text",
    )


def _is_title(text: str) -> bool:
    """Short, or going on with the number: "Rechnung Nr. 4711 vom 5. März"."""
    return bool(_NUMBERED.match(text) or (_TITLE.search(text) and len(text) < TITLE))


def _is_separator(page: Page, texts: list[str]) -> bool:
    return len(page.words) <= SHORT and any(_SEPARATOR.search(plain(text)) for text in texts)


def _value(rule: Rule, document: Document, least: float) -> str | None:
    ranked = rule.ranked(document)
    return ranked[0][1].value if ranked and ranked[0][0] >= least else None


def _head(rows: list[Row]) -> Iterable[str]:
    return (word for row in rows[:HEAD_ROWS] for word in _WORD.findall(plain(row.text)))
