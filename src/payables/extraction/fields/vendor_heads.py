"""Where a seller's head ends, and whose names are said to be the buyer's."""

import re

from payables.extraction.fields.candidates.names import Name, names
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.fields.vendor_surroundings import surroundings
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain

FACTS = frozenset(("address", "town", "phone", "tax_id", "register"))
HEADED = 2  # kinds of facts over a title that make a head
SAID = 0.6  # weight of a buyer's label
ATTENTION = re.compile(
    r"^\W*(?:att(?:ention|n)?\b|z\.? ?h(?:d|\.? ?dn?)\b|t\.?a\.?v\b|a l'attention|accounts payable)"
)  # under a name: it is written to


@once
def facts_above(document: Document) -> list[int]:
    """Of how many kinds the facts about a party are that stand over each row on its page."""
    around = surroundings(document)
    counts: list[int] = []
    seen, page = set[str](), None
    for row in document.rows:
        if row.page is not page:
            page, seen = row.page, set[str]()
        counts.append(len(seen))
        seen |= around.kinds_of(plain(row.text)) & FACTS
    return counts


def is_under_head(name: Name, document: Document) -> bool:
    """On a till's slip whose title stands under the seller's own address and numbers: whoever is named after it buys."""
    around = surroundings(document)
    return around.narrow and around.title < name.order and facts_above(document)[around.title] >= HEADED


@once
def said_of_buyers(document: Document) -> set[str]:
    """Plain texts that stand beside or under a buyer's label anywhere: the same name may stand elsewhere without one."""
    return {plain(name.value) for name in names(document) if _is_said(name)}


def _is_said(name: Name) -> bool:
    buyer = max(BUYER.before(name.left), BUYER.over(name.above))
    return buyer >= SAID and buyer > max(SELLER.before(name.left), SELLER.over(name.above))
