"""What stands around the names of a document and elsewhere on it, gathered once for all of them."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from payables.extraction.fields.blocks import blocks
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.names import Name, names
from payables.extraction.fields.vendor_words import REGISTERED
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain
from payables.extraction.page.model import Page, Word
from payables.extraction.page.rows import Row

BELOW = 7  # rows under a name that may hold its address, phone and numbers
SLIM = 0.6  # of its height: width of a page that is a slip's
SLIP = 28.0  # heights of print between the left and the right end of a slip's
SOME_ROWS = 10  # from which that is told
FOOT = 0.82  # of a page's height: where its foot begins
_AMOUNT = re.compile(r"\d[.,]\d{2}\b")
_TITLE = re.compile(
    r"^\W*(?:(?:tax|simplified|cash|official|sales|credit|billing|original|duplicate) ?)*(?:invoice|receipt|bill|credit note|"
    r"rechnung|gutschrift|facture|avoir|factura|fattura|factuur)\b"
)
_DOMAIN = re.compile(
    r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{3,40})\.(?:[a-z]{2,6})\b|\b([a-z0-9-]{4,40})\.(?:com|net|org|de|fr)\b"
)
_FREE_MAIL = {
    "gmail",
    "yahoo",
    "hotmail",
    "outlook",
    "gmx",
    "web",
    "aol",
    "icloud",
    "live",
    "orange",
    "wanadoo",
    "t-online",
}


@dataclass(frozen=True, slots=True)
class Again:
    """In how many rows and on how many pages a name is printed, alone or within more, and whether in a page's foot."""

    rows: int
    pages: int
    in_foot: bool


# What may stand under a name in its column.
NEIGHBOURS = {
    "address": re.compile(
        r"\b(?:street|st|road|rd|ave|avenue|blvd|drive|box|suite|jalan|jln|lot|lorong|taman|rue|chemin|via|calle|laan)\b|"
        r"\w+(?:strasse|str\.|weg|platz|gasse|straat)\b|^\d+[a-z]?,?\s[a-z]|[a-z]\s\d+\s?[a-z]?$"
    ),
    "town": re.compile(r"\b\d{4,5}\b\s+[a-z]{2}|\b[a-z]{2}\s\d{5}\b|\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}\b"),
    "phone": re.compile(r"\b(?:tel|telefon|telephone|phone|fon|fax|mobil|hp|tlf)\b|\(\d{3}\)\s?\d{3}|\+\d{2}"),
    "tax_id": re.compile(r"\b(?:gst|vat|ust|tva|iva|btw|tax)\b[^a-z]{0,3}\w{0,8}\b.*\d{5}|\bsiret\b|steuer\w*nummer"),
    "web": re.compile(r"@|www\.|https?:|\b[a-z0-9-]{3,}\.(?:com|de|fr|nl|it|es|net|org|my)\b"),
    "bank": re.compile(r"\biban\b|\bbic\b|\bbank\b|\bkonto|\baccount\b|\bblz\b"),
    "register": REGISTERED,
}
OWNER = re.compile(r"\b(?:owned|operated|managed|services|provided) by\b|\bremit\b|\bpayable to\b")


class Surroundings:
    """Texts are plain: lower case without accents."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._neighbours: dict[str, frozenset[str]] = {}
        self._again: dict[str, Again] = {}
        self._rows: dict[int, list[Row]] = {}
        for row in document.rows:
            self._rows.setdefault(id(row.page), []).append(row)
        heights = [w.height for row in document.rows for w in row.words]
        self.height = median(heights)
        self.largest = sorted(heights)[int(len(heights) * 0.99)]
        self.rows = len(document.rows)
        self.narrow = _is_narrow(document.pages[0], self.height, self.rows)
        self.title = next((i for i, r in enumerate(document.rows) if _TITLE.search(plain(r.text))), self.rows)
        begun = self.title if self.title < self.rows else 0  # the end of another slip may hang over the title
        rest = range(begun, self.rows)
        self.first_amount = next((i for i in rest if _AMOUNT.search(document.rows[i].text)), self.rows)

    @cached_property
    def _plain_rows(self) -> list[tuple[int, bool, str]]:
        """Page, whether it is in the page's foot, and text."""
        return [
            (row.page.number, row.words[0].y0 > FOOT * row.page.height, plain(row.text)) for row in self._document.rows
        ]

    @cached_property
    def _row_of(self) -> dict[int, int]:
        """Row index within its page by the word's identity."""
        return {id(word): row.index for row in self._document.rows for word in row.words}

    @cached_property
    def _cell_spans(self) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
        """Left, right and plain text of each cell, by page and row."""
        return {
            (id(row.page), row.index): [(c.x0, c.x1, plain(c.text)) for c in row.cells] for row in self._document.rows
        }

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(plain(name.value) for name in names(self._document))

    @cached_property
    def _with_form(self) -> list[int]:
        """Orders of the rows in which names end in a legal form."""
        return sorted({n.order for n in names(self._document) if LEGAL_FORM.search(n.value[3:])})

    @cached_property
    def _bought_by(self) -> set[str]:
        found = blocks(self._document)
        return {plain(n.value) for n in names(self._document) if (found.buyer(n.words) or 9) <= 2}

    @cached_property
    def _domains(self) -> list[str]:
        hits = (m[1] or m[2] for _, _, text in self._plain_rows for m in _DOMAIN.finditer(text))
        return [d.replace("-", "") for d in dict.fromkeys(hits) if d not in _FREE_MAIL]

    @property
    def has_forms(self) -> bool:
        return bool(self._with_form)

    def first_row(self, page: Page) -> float:
        return self._rows[id(page)][0].y0

    def rows_of(self, page: Page) -> int:
        return len(self._rows[id(page)])

    def is_buyers(self, text: str) -> bool:
        return text in self._bought_by

    def column_below(self, name: Name) -> list[str]:
        """The texts of the name's last row and of the rows under it, as far as they stand in its column."""
        last, page = self._last(name), id(name.row.page)
        x0, x1 = _sides(name.words)
        reach = self.height
        rows = (self._cell_spans.get((page, index), []) for index in range(last, last + BELOW))
        return [" ".join(text for left, right, text in row if left < x1 + reach and right > x0 - reach) for row in rows]

    def kinds_of(self, text: str) -> frozenset[str]:
        """Which NEIGHBOURS the text is; computed once per text."""
        if text not in self._neighbours:
            self._neighbours[text] = frozenset(kind for kind, pattern in NEIGHBOURS.items() if pattern.search(text))
        return self._neighbours[text]

    def rest_of_row(self, name: Name) -> str:
        """What follows the name in its last row."""
        row = self._rows[id(name.row.page)][self._last(name)]
        return " ".join(w.text for w in row.words if w.x1 >= name.words[-1].x1)

    def row_text(self, name: Name) -> str:
        return name.row.text

    def gap_above(self, name: Name) -> float:
        """From -1 to 6 heights of print."""
        upper = self._beside(name, -1)
        return 6.0 if upper is None else _bounded((name.row.y0 - upper.y1) / max(self.height, 0.1))

    def gap_below(self, name: Name) -> float:
        lower = self._beside(name, +1)
        return 6.0 if lower is None else _bounded((lower.y0 - name.words[-1].y1) / max(self.height, 0.1))

    def size_beside(self, name: Name, step: int) -> float:
        """Height of the print in the row above (-1) or below (+1), as a share of the name's own; 0 if there is none."""
        row = self._beside(name, step)
        return 0.0 if row is None else min(row.height / max(name.words[0].height, 0.1), 3.0)

    def shift_beside(self, name: Name, step: int) -> float:
        """By how many heights of print the row above or below is set off: at its left, or in the middle if that is less."""
        row = self._beside(name, step)
        if row is None:
            return 9.0
        x0, x1 = _sides(name.words)
        y0, y1 = _sides(row.words)
        return min(abs(x0 - y0), abs(x0 + x1 - y0 - y1) / 2, 9 * self.height) / max(self.height, 0.1)

    def nothing_above(self, name: Name) -> bool:
        x0, x1 = _sides(name.words)
        page = id(name.row.page)
        upper = (self._cell_spans[page, index] for index in range(name.row.index))
        return not any(left < x1 and right > x0 for row in upper for left, right, _ in row)

    def _last(self, name: Name) -> int:
        """Index of the row that the name ends in."""
        return self._row_of.get(id(name.words[-1]), name.row.index)

    def _beside(self, name: Name, step: int) -> Row | None:
        rows = self._rows[id(name.row.page)]
        index = name.row.index - 1 if step < 0 else self._last(name) + 1
        return rows[index] if 0 <= index < len(rows) else None

    def rest_of_cell(self, name: Name) -> float:
        """How much of its cell the name leaves out, 0 for none."""
        cell = next((c for c in name.row.cells if name.words[0] in c.words), None)
        return max(0.0, 1 - len(name.value) / max(len(cell.text), 1)) if cell else 0.0

    def times(self, text: str) -> int:
        return self._names[text]

    def holds(self, text: str) -> int:
        """Other names that it is made of."""
        return sum(other in text for other in self._names) - (text in self._names)

    def printed_again(self, text: str) -> Again:
        """Computed once per text: a name stands on many papers more than once."""
        if text not in self._again:
            pages = [page for page, _, row in self._plain_rows if text in row]
            in_foot = any(low for _, low, row in self._plain_rows if low and text in row)
            self._again[text] = Again(len(pages), len(set(pages)), in_foot)
        return self._again[text]

    def domain_share(self, text: str) -> float:
        """The greatest share of a domain's letters that the name's words make up."""
        words = [w for w in re.findall(r"[a-z0-9]+", text) if len(w) > 2]
        shares = [sum(len(w) for w in dict.fromkeys(words) if w in d) / len(d) for d in self._domains]
        return min(max(shares, default=0.0), 1.0)

    def is_domain(self, text: str) -> bool:
        squeezed = re.sub(r"[^a-z0-9]", "", LEGAL_FORM.sub("", text))
        return len(squeezed) > 3 and squeezed in self._domains

    def forms_before(self, order: int) -> int:
        return sum(row < order for row in self._with_form)


def _is_narrow(page: Page, height: float, rows: int) -> bool:
    """Of a till's slip, also on a larger sheet: so little print stands side by side on no other paper."""
    if page.width / page.height < SLIM or not page.words:
        return page.width / page.height < SLIM
    print_width = max(w.x1 for w in page.words) - min(w.x0 for w in page.words)
    return rows >= SOME_ROWS and print_width < SLIP * height


def _sides(words: list[Word]) -> tuple[float, float]:
    return words[0].x0, max(w.x1 for w in words)


def _bounded(gap: float) -> float:
    return max(min(gap, 6.0), -1.0)


@once
def surroundings(document: Document) -> Surroundings:
    return Surroundings(document)
