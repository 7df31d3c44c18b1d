"""The seller's name. Few papers label it: where, how large, how often and beside what it stands tell it."""

import re
from collections import Counter
from math import exp

from payables.extraction.fields.blocks import Blocks, blocks
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.names import Form, Name, names
from payables.extraction.fields.name_pieces import pieces_of, place_in
from payables.extraction.fields.rule import Rule
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.fields.vendor_heads import is_under_head, said_of_buyers
from payables.extraction.fields.vendor_surroundings import surroundings
from payables.extraction.fields.vendor_words import ADDRESS, CALL_SIGN, LABEL, REGISTERED, SMALL, TRADE
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain

_BUSINESS = re.compile(
    r"hrb|amtsgericht|registergericht|geschaftsfuhrer|iban|ust-?id|siret|rcs|vat (?:no|reg|id)|steuernummer"
)
_STEEP, _EVEN = 4.0, 0.55  # how points become a share: even odds at so many points
MOST = 70  # names of a paper that are weighed further


def candidates(document: Document) -> list[Candidate]:
    """The likeliest MOST, in the order of print."""
    points = _points(document)
    kept = set(sorted(points, key=lambda place: -points[place])[:MOST])
    return [name for name in names(document) if id(name) in kept and _may_be_the_sellers(name, document)]


def _may_be_the_sellers(name: Name, document: Document) -> bool:
    return not (is_under_head(name, document) or _is_brand_and_company(name, document))


def _is_brand_and_company(name: Name, document: Document) -> bool:
    """On a till's slip, or under a station's call sign, a row that is a company's full name is all of it."""
    pieces = pieces_of(name)
    return pieces.lower_is_company and (surroundings(document).narrow or pieces.upper_is_call_sign)


def score(candidate: Candidate, document: Document) -> float:
    """0 to 1, growing with the points for and against; 0 for what is none of the document's names."""
    points = _points(document).get(id(candidate))
    return 0.0 if points is None else 1 / (1 + exp(-_STEEP * (points - _EVEN)))


@once
def _points(document: Document) -> dict[int, float]:
    """By the name's identity."""
    sides = blocks(document)
    return {
        id(name): _text_points(name) + _place_points(name, document) + _side(name, sides) for name in names(document)
    }


RULE = Rule(candidates, score)


@once
def _counts(document: Document) -> Counter[str]:
    return Counter(plain(name.value) for name in names(document))


def _text_points(name: Name) -> float:
    flat, text = plain(name.value), name.value
    form = LEGAL_FORM.search(text)
    return sum(
        (
            0.42 if form else 0.0,
            -0.3 if form and len(LEGAL_FORM.sub("", text).strip(" .()")) < 3 else 0.0,
            0.3 if CALL_SIGN.fullmatch(text) else 0.0,
            0.1 if TRADE.search(flat) else 0.0,
            -0.4 * min(len(LABEL.findall(flat)), 3),
            -0.3 if ADDRESS.search(flat) else 0.0,
            -0.2 if SMALL.search(text) else 0.0,
            -0.35 if re.search(r"\s\d+\s?\w?$", text) else 0.0,
            -0.4 if form and form.start() == 0 else 0.0,
            -0.1 if name.form == Form.PART else 0.0,
            -0.4 if name.form == Form.BRACKET and " " not in text and not CALL_SIGN.fullmatch(text) else 0.0,
            _joined_points(name, bool(form)) if name.form == Form.JOINED else 0.0,
            -0.15 if len(text) < 4 and not CALL_SIGN.fullmatch(text) else 0.0,
            0.28 if name.form == Form.SENDER else 0.0,
        )
    )


def _joined_points(name: Name, has_form: bool) -> float:
    pieces = pieces_of(name)
    if not has_form or pieces.upper_has_form or pieces.upper_is_call_sign:
        return -0.15
    return 0.15 if _is_rest(name) else 0.05


def _is_rest(name: Name) -> bool:
    """Of a name over two rows: the second holds no name of its own, but a form, a bracket or one word and a form."""
    pieces = pieces_of(name)
    return pieces.core_of_lower < 2 or pieces.lower_in_bracket


def _place_points(name: Name, document: Document) -> float:
    around, page = surroundings(document), name.row.page
    first = page.number == 1
    top = (name.words[0].y0 - (document.rows[0].y0 if first else 0.0)) / page.height
    return sum(
        (
            0.5 * SELLER.before(name.left),
            -0.8 * BUYER.before(name.left),
            min(0.15 * (_counts(document)[plain(name.value)] - 1), 0.3),
            0.25 * max(0.0, 1 - 3 * top) if first else -0.2,
            0.15 * min(max(name.words[0].height / around.height - 1.15, 0.0), 1.0) * (1 if top < 0.4 else 0),
            0.14 if _BUSINESS.search(_below(name, document)) else 0.0,
            0.14 if REGISTERED.search(around.rest_of_row(name)) else 0.0,
            -0.12 if name.row.words[0] is not name.words[0] and len(name.row.cells) > 3 else 0.0,
            0.12 if name.order < 2 else 0.0,
            0.1 if len(name.row.words) <= len(name.words) else 0.0,
            -0.25 if around.narrow and name.order > around.title else 0.0,
            -0.6 if plain(name.value) in said_of_buyers(document) else 0.0,
            -0.2 if around.narrow and name.form == Form.JOINED and not _is_rest(name) else 0.0,
        )
    )


def _side(name: Name, sides: Blocks) -> float:
    """High on top of the seller's block, low anywhere in the buyer's."""
    seller, buyer = place_in(sides.seller, name), place_in(sides.buyer, name)
    if seller is not None and (buyer is None or seller <= buyer):
        return max(0.85 - 0.15 * seller, 0.0)
    return -0.8 if buyer is not None else 0.0


def _below(name: Name, document: Document) -> str:
    """The rows under it in its column, where imprints give register and account."""
    return " ".join(surroundings(document).column_below(name)[:5])
