"""Find dimensions for an invoice and its lines: as they were ordered first, since an order's line knows best what it is for;
then by mapping rules, and by what was learned after them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from payables.coding.model import Coded, Line, Origin, Place, Source, Suggestion
from payables.coding.queries import mapping_rules
from payables.coding.queries.settings import settings_of
from payables.coding.queries.suggestions import suggestions_for
from payables.coding.rules.mapping import code_header, code_line
from payables.platform.db import Transaction


async def apply_coding(
    tx: Transaction,
    place: Place,
    header: Mapping[str, str],
    lines: Sequence[Line],
    ordered: Sequence[Mapping[str, Origin]],
) -> Coded:
    """Of the types that are not there yet: what is there is never touched. `ordered` is, of each line, how its order is
    coded. Nothing is written."""
    as_ordered = [_missing(line, origins) for line, origins in zip(lines, ordered, strict=True)]
    lines = [_with(line, found) for line, found in zip(lines, as_ordered, strict=True)]
    rules = await mapping_rules.applicable(tx, place, lines)
    by_rules = [code_line(rules, place, line) for line in lines]
    learned = await _learned(tx, place, [_with(line, found) for line, found in zip(lines, by_rules, strict=True)])
    each = zip(as_ordered, by_rules, learned, strict=True)
    return Coded(code_header(rules, place, header), [{**a, **b, **c} for a, b, c in each])


def _missing(line: Line, origins: Mapping[str, Origin]) -> dict[str, Origin]:
    return {type_: origin for type_, origin in origins.items() if type_ not in line.dimensions}


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
