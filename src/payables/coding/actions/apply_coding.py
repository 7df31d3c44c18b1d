"""Find dimensions for an invoice and its lines: by mapping rules first, by what was learned after them.

A purchase order's coding belongs before the rules: its lines know best what they were ordered for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from payables.coding.model import Coded, Line, Origin, Place, Source, Suggestion
from payables.coding.queries import mapping_rules
from payables.coding.queries.settings import settings_of
from payables.coding.queries.suggestions import suggestions_for
from payables.coding.rules.mapping import code_header, code_line
from payables.platform.db import Transaction


async def apply_coding(tx: Transaction, place: Place, header: Mapping[str, str], lines: Sequence[Line]) -> Coded:
    """Of the types that are not there yet: what is there is never touched. Nothing is written."""
    rules = await mapping_rules.applicable(tx, place, lines)
    by_rules = [code_line(rules, place, line) for line in lines]
    learned = await _learned(tx, place, [_with(line, found) for line, found in zip(lines, by_rules, strict=True)])
    return Coded(code_header(rules, place, header), [a | b for a, b in zip(by_rules, learned, strict=True)])


async def _learned(tx: Transaction, place: Place, lines: Sequence[Line]) -> list[dict[str, Origin]]:
    """What may be applied without a person: nothing, unless the company has said so."""
    settings = await settings_of(tx, place.company_id)
    if not (settings.learned and settings.learned_applies):
        return [{} for _ in lines]
    return [_sure(found, settings.threshold) for found in await suggestions_for(tx, place, lines)]


def _sure(found: Mapping[str, Suggestion], threshold: Decimal) -> dict[str, Origin]:
    return {type_: origin_of(s) for type_, s in found.items() if s.confidence >= threshold}


def origin_of(suggestion: Suggestion) -> Origin:
    """Of a value that was taken from a suggestion."""
    return Origin(Source.LEARNED, suggestion.dimension_id, suggestion.reason, confidence=suggestion.confidence)


def _with(line: Line, found: Mapping[str, Origin]) -> Line:
    if not found:
        return line
    return replace(line, dimensions={**line.dimensions, **{t: o.dimension_id or "" for t, o in found.items()}})
