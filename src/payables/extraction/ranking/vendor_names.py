"""What speaks for and against a name as the seller's, as numbers: a ranker weighs them. No word of the paper is among them."""

import re
from statistics import mean

from payables.extraction.fields.blocks import blocks
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.names import Form, Name
from payables.extraction.fields.name_pieces import core_words, pieces_of, place_in
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.fields.vendor_heads import ATTENTION, facts_above, said_of_buyers
from payables.extraction.fields.vendor_surroundings import NEIGHBOURS, OWNER, Surroundings, surroundings
from payables.extraction.fields.vendor_words import (
    ADDRESS,
    CALL_SIGN,
    LABEL,
    PERSON,
    REGISTERED,
    SMALL,
    TOWN,
    TRADE,
    WEB_LIKE,
)
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

FAR = 12.0  # stands for a place in a block, or a distance in rows, that is not there


def vendor_names(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    """In the order of the candidates, which are names."""
    names = [c for c in candidates if isinstance(c, Name)]
    measured = [_measured(name, document) for name in names]
    largest = max((m["size"] for m in measured), default=0.0)
    return [m | {"size_behind": largest - m["size"]} for m in measured]


def _measured(name: Name, document: Document) -> dict[str, float]:
    around = surroundings(document)
    return {
        **_place(name, document, around),
        **_print(name, around),
        **_words(name.value),
        **_pieces(name),
        **_sides(name, document, around),
        **_neighbours(name, document, around),
        **_elsewhere(name, around),
    }


def _place(name: Name, document: Document, around: Surroundings) -> dict[str, float]:
    page, row = name.row.page, name.row
    x0, x1 = name.words[0].x0 / page.width, max(w.x1 for w in name.words) / page.width
    return {
        "page": float(min(page.number, 4)),
        "top": name.words[0].y0 / page.height,
        "below_first": (name.words[0].y0 - around.first_row(page)) / page.height,
        "left": x0,
        "right": x1,
        "off_centre": abs((x0 + x1) / 2 - 0.5),
        "row": float(min(row.index, 60)),
        "rows_to_end": float(min(around.rows_of(page) - row.index, 30)),
        "share": name.order / max(len(document.rows), 1),
        "cell": float(next((i for i, c in enumerate(row.cells) if name.words[0] in c.words), 0)),
        "cells": float(len(row.cells)),
        "alone": float(len(row.words) <= len(name.words)),
        "below_title": float(max(min(name.order - around.title, 20), -20)),
        "before_amounts": float(name.order < around.first_amount),
    }


def _print(name: Name, around: Surroundings) -> dict[str, float]:
    height = mean(w.height for w in name.words)
    return {
        "size": min(height / max(around.height, 0.1), 5.0),
        "size_to_largest": min(height / max(around.largest, 0.1), 1.5),
        "confidence": name.confidence,
        **{f"form_{form.name.lower()}": float(name.form == form) for form in Form},
    }


def _words(text: str) -> dict[str, float]:
    words, flat = text.split(), plain(text)
    letters = [c for c in text if c.isalpha()]
    form = [m.span() for m in LEGAL_FORM.finditer(text)]
    return {
        "length": float(len(text)),
        "words": float(len(words)),
        "letters_per_word": len(letters) / max(len(words), 1),
        "capitals": sum(c.isupper() for c in letters) / max(len(letters), 1),
        "begins_small": float(text[:1].islower()),
        "titled": sum(w[:1].isupper() for w in words) / max(len(words), 1),
        "digits": sum(c.isdigit() for c in text) / max(len(text), 1),
        "marks": float(sum(not c.isalnum() and not c.isspace() for c in text)),
        "legal_form": float(bool(form)),
        "ends_in_form": float(bool(form) and form[-1][1] >= len(text.rstrip(" .)"))),
        "only_form": float(bool(form) and len(LEGAL_FORM.sub("", text).strip(" .()&-")) < 3),
        "labels": float(len(LABEL.findall(flat))),
        "address": float(len(ADDRESS.findall(flat))),
        "trade": float(len(TRADE.findall(flat))),
        "small_words": float(len(SMALL.findall(text))),
        "town": float(bool(TOWN.search(text))),
        "person": float(bool(PERSON.search(text))),
        "call_sign": float(bool(CALL_SIGN.search(text))),
        "only_call_sign": float(bool(CALL_SIGN.fullmatch(text.strip()))),
        "comma": float("," in text),
        "core_words": float(core_words(text)),
        "begins_in_mark": float(not text[:1].isalnum()),
        "begins_in_form": float(bool(form) and form[0][0] == 0),
        "divided": float(bool(re.search(r"[|·•;]|\s[-–—]\s", text))),
        "web_like": float(bool(WEB_LIKE.search(text))),
        "open_bracket": float(text.count("(") != text.count(")")),
        "ends_in_number": float(bool(re.search(r"\s#?\d+\s?\w?$", text))),
    }


def _pieces(name: Name) -> dict[str, float]:
    pieces = pieces_of(name)
    return {
        "core_of_upper": float(pieces.core_of_upper),
        "core_of_lower": float(pieces.core_of_lower),
        "upper_has_form": float(pieces.upper_has_form),
        "upper_is_call_sign": float(pieces.upper_is_call_sign),
        "lower_in_bracket": float(pieces.lower_in_bracket),
        "lower_is_company": float(pieces.lower_is_company),
    }


def _sides(name: Name, document: Document, around: Surroundings) -> dict[str, float]:
    seller, buyer = place_in(blocks(document).seller, name), place_in(blocks(document).buyer, name)
    return {
        "seller_left": SELLER.before(name.left),
        "buyer_left": BUYER.before(name.left),
        "seller_above": SELLER.over(name.above),
        "buyer_above": BUYER.over(name.above),
        "in_seller": FAR if seller is None else float(min(seller, FAR)),
        "in_buyer": FAR if buyer is None else float(min(buyer, FAR)),
        "is_buyer_elsewhere": float(around.is_buyers(plain(name.value))),
        "is_said_of_buyers": float(plain(name.value) in said_of_buyers(document)),
        "left_text": float(min(len(name.left), 40)),
        "labelled": float(name.left.endswith(":")),
        "above_is_label": float(bool(LABEL.search(name.above))),
    }


def _neighbours(name: Name, document: Document, around: Surroundings) -> dict[str, float]:
    texts = around.column_below(name)
    kinds = [around.kinds_of(text) for text in texts]
    return {
        **{f"to_{kind}": next((i for i, found in enumerate(kinds) if kind in found), FAR) for kind in NEIGHBOURS},
        "attention_below": float(any(ATTENTION.search(text) for text in texts[1:4])),
        "facts_above": float(facts_above(document)[name.order]),
        "register_beside": float(bool(REGISTERED.search(around.rest_of_row(name)))),
        "register_below": float("register" in kinds[1]),
        "street_below": float("address" in kinds[1]),
        "labels_below": float(sum(len(LABEL.findall(text)) for text in texts[1:3])),
        "size_of_above": around.size_beside(name, -1),
        "size_of_below": around.size_beside(name, +1),
        "shift_of_above": around.shift_beside(name, -1),
        "shift_of_below": around.shift_beside(name, +1),
        "first_cell_in_column": float(around.nothing_above(name)),
        "owner": float(bool(OWNER.search(plain(around.row_text(name))))),
        "gap_above": around.gap_above(name),
        "gap_below": around.gap_below(name),
        "rest_of_cell": around.rest_of_cell(name),
    }


def _elsewhere(name: Name, around: Surroundings) -> dict[str, float]:
    flat = plain(name.value)
    again = around.printed_again(flat)
    return {
        "times": float(min(around.times(flat), 6)),
        "times_within": float(min(again.rows, 8)),
        "holds_others": float(min(around.holds(flat), 8)),
        "on_pages": float(min(again.pages, 4)),
        "in_foot_too": float(again.in_foot),
        "domain": around.domain_share(flat),
        "is_domain": float(around.is_domain(flat)),
        "forms_before": float(min(around.forms_before(name.order), 6)),
        "form_on_paper": float(around.has_forms),
        "rows_on_paper": float(min(around.rows, 120)),
        "narrow_paper": float(around.narrow),
    }
