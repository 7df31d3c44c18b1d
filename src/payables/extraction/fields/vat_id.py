"""VAT ids of the seller and the buyer."""

from payables.extraction.fields.blocks import blocks
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.tax_ids import vat_ids
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.page.document import Document

LABELS = labels(
    (r"\b(?:vat|ust|ust-?\s?id\w*|umsatzsteuer-?\s?id\w*|tva|iva|btw|nif|cif|p\.?\s?iva|tax id|uid|mwst)\b", 1.0),
    (r"\b(?:intracommunautaire|steuer\w*|partita iva|identifikations\w*)\b", 0.9),
)


def seller_score(candidate: Candidate, document: Document) -> float:
    """A form that fits is half of the proof; the buyer's labels speak against it, the first one printed is likelier."""
    named = LABELS.near(candidate)
    side = _side(candidate, document)
    return max(0.0, 0.55 + 0.3 * named + 0.12 * max(side, 0.0) + 0.35 * min(side, 0.0))


def buyer_score(candidate: Candidate, document: Document) -> float:
    return 0.8 if _side(candidate, document) < -0.4 else 0.0


def _side(candidate: Candidate, document: Document) -> float:
    """1 for the seller's, -1 for the buyer's, by the words before and the block it stands in."""
    here = SELLER.before(candidate.left) - BUYER.before(candidate.left)
    if abs(here) > 0.3:
        return here
    found = blocks(document)
    seller, buyer = found.seller(candidate.words), found.buyer(candidate.words)
    if seller is None and buyer is None:
        return 0.0
    return 1.0 if buyer is None or (seller is not None and seller < buyer) else -1.0


SELLER_RULE = Rule(vat_ids, seller_score)
BUYER_RULE = Rule(vat_ids, buyer_score)
