"""Which mapping rule codes what: per dimension type the most specific one that matches.

| Rank | Conditions |
| --- | --- |
| 6 | vendor and item (sku or name) |
| 5 | vendor and keyword |
| 4 | vendor |
| 3 | item |
| 2 | keyword |
| 1 | location alone |
| 0 | none: the company's default |

Of one rank, the rule with more conditions wins (vendor and location before vendor); of as many, the newest.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from payables.coding.model import AppliesTo, Line, Origin, Place, Rule, Source
from payables.coding.rules.keys import has_words, name_key, sku_key


def code_line(rules: Iterable[Rule], place: Place, line: Line) -> dict[str, Origin]:
    """What the rules say of the types that the line does not have yet."""
    name, text, sku = name_key(line.name), name_key(f"{line.name or ''} {line.description or ''}"), sku_key(line.sku)
    matching = [
        rule
        for rule in rules
        if rule.applies_to is not AppliesTo.HEADER and _in_place(rule, place) and _names(rule, name, text, sku)
    ]
    return _winners(matching, line.dimensions)


def code_header(rules: Iterable[Rule], place: Place, dimensions: Mapping[str, str]) -> dict[str, Origin]:
    """The same of the invoice itself, which has no item."""
    matching = [rule for rule in rules if rule.applies_to is not AppliesTo.LINES and _in_place(rule, place)]
    return _winners(matching, dimensions)


def specificity(rule: Rule) -> tuple[int, int, UUID]:
    """To sort by: rank, conditions, and the id, which grows with time."""
    conditions = (rule.vendor_id, rule.location_id, rule.sku, rule.item_name, rule.keyword)
    return _rank(rule), sum(condition is not None for condition in conditions), rule.id


def _rank(rule: Rule) -> int:
    vendor = 3 if rule.vendor_id is not None else 0
    if rule.sku is not None or rule.item_name is not None:
        return 3 + vendor
    if rule.keyword is not None:
        return 2 + vendor
    return 4 if vendor else int(rule.location_id is not None)


def _in_place(rule: Rule, place: Place) -> bool:
    return rule.vendor_id in (None, place.vendor_id) and rule.location_id in (None, place.location_id)


def _names(rule: Rule, name: str, text: str, sku: str) -> bool:
    return (
        (rule.sku is None or sku_key(rule.sku) == sku)
        and (rule.item_name is None or name_key(rule.item_name) == name)
        and (rule.keyword is None or has_words(text, name_key(rule.keyword)))
    )


def _winners(rules: Iterable[Rule], has: Mapping[str, str]) -> dict[str, Origin]:
    won: dict[str, Origin] = {}
    for rule in sorted(rules, key=specificity, reverse=True):
        for type_, dimension_id in rule.dimensions.items():
            if type_ not in has and type_ not in won:
                won[type_] = Origin(Source.RULE, dimension_id, f"Mapping rule: {told(rule)}.", rule.id)
    return won


def told(rule: Rule) -> str:
    """Its conditions in words."""
    asked = {
        "vendor": rule.vendor_id,
        "sku": rule.sku,
        "item": rule.item_name,
        "keyword": rule.keyword,
        "location": rule.location_id,
    }
    return ", ".join(f"{name} {value}" for name, value in asked.items() if value is not None) or "company default"
