"""The shape of identifiers and tax ids."""

import re

from payables.extraction.fields.blocks import blocks
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.tax_ids import iban_is_valid
from payables.extraction.page.document import Document

_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE = re.compile(r"\b(?:tel|fax|phone|telefon|mobil|fon)\b")
_LETTERS_FIRST = re.compile(r"[A-Za-z]{2,}")


def identifier_shapes(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    values = {c.value for c in candidates}
    return [_identifier(c, values) for c in candidates]


def _identifier(c: Candidate, values: set[str]) -> dict[str, float]:
    value = c.value
    return {
        "length": len(value),
        "digits": sum(ch.isdigit() for ch in value),
        "letters": sum(ch.isalpha() for ch in value),
        "dashes": value.count("-"),
        "slashes": value.count("/"),
        "dots": value.count("."),
        "blanks": value.count(" "),
        "letters_first": float(bool(_LETTERS_FIRST.match(value))),
        "small_letters": float(any(ch.islower() for ch in value)),
        "year": float(bool(_YEAR.fullmatch(value))),
        "has_year": float(bool(_YEAR.search(value))),
        "extends_another": float(any(o != value and value.startswith(o) and len(o) > 3 for o in values)),
        "is_extended": float(any(o != value and o.startswith(value) and len(value) > 3 for o in values)),
        "in_brackets": float(c.left.endswith("(")),
        "phone": float(bool(_PHONE.search(c.left[-24:]))),
        "colon": float(c.left.rstrip().endswith((":", "#", "°", "nr.", "no."))),
    }


def tax_id_shapes(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    sides = blocks(document)
    return [
        {
            "seller_block": float(sides.seller(c.words) or 0),
            "buyer_block": float(sides.buyer(c.words) or 0),
            "valid": float(iban_is_valid(c.value)),
            "iban_named": float("iban" in c.left),
            "debit_named": float(any(word in c.left for word in ("lastschrift", "abgebucht", "abbuchung", "debit"))),
        }
        for c in candidates
    ]
