"""What a body says of a mapping rule, with its vendor, location and dimensions looked up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from payables.accounts import queries as accounts
from payables.coding.model import AppliesTo, Rule
from payables.coding.rules.rule_fields import faults_of_rule, read_texts
from payables.dimensions import queries as dimensions
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors

ITEM = ("sku", "item_name", "keyword")


async def resolve_rule(tx: Transaction, caller: Caller, rule: Rule, sent: Mapping[str, Any]) -> Rule:
    """The rule with what was sent; null takes a condition away, `dimensions` replaces all.

    Whoever is limited to locations writes rules of these only. Raises InvalidFields, NotFound, OutOfScope,
    LocationOfAnotherCompany.
    """
    texts, faults = read_texts(sent)
    rule = replace(rule, **{name: value for name, value in texts.items() if name in ITEM})
    rule = replace(rule, applies_to=_applies_to(rule, sent))
    if "ottimate_location_id" in sent:
        rule = replace(rule, location_id=await _location(tx, caller, rule.company_id, sent["ottimate_location_id"]))
    check_may_write(caller, rule)
    if {"ottimate_vendor_id", "erp_vendor_id"} & sent.keys():
        vendor_id, unknown = await _vendor(
            tx, rule.company_id, sent.get("ottimate_vendor_id"), texts.get("erp_vendor_id")
        )
        rule, faults = replace(rule, vendor_id=vendor_id), faults + unknown
    if "dimensions" in sent:
        coded = await dimensions.resolve(tx, rule.company_id, sent["dimensions"] or {})
        rule = replace(rule, dimensions={t: found.id for t, found in coded.found["dimensions"].items()})
        faults += coded.faults
    faults = faults or faults_of_rule(rule.applies_to, _has_item(rule), rule.dimensions)
    if faults:
        raise InvalidFields(faults)
    return rule


def check_may_write(caller: Caller, rule: Rule) -> None:
    """Raises OutOfScope: a rule that reaches beyond one's locations is for somebody who sees the whole company."""
    locations = caller.scope.location_ids
    if locations is not None and rule.location_id not in locations:
        raise OutOfScope(what="company as a whole")


def _has_item(rule: Rule) -> bool:
    return any(getattr(rule, name) is not None for name in ITEM)


def _applies_to(rule: Rule, sent: Mapping[str, Any]) -> AppliesTo:
    """As sent; a rule that asks for an item is for lines, whatever it was before."""
    if sent.get("applies_to") is not None:
        return AppliesTo(sent["applies_to"])
    return AppliesTo.LINES if _has_item(rule) else rule.applies_to


async def _location(tx: Transaction, caller: Caller, company_id: int, location_id: int | None) -> int | None:
    if location_id is None:
        return None
    return (await accounts.location(tx, caller, location_id, company_id=company_id)).id


async def _vendor(
    tx: Transaction, company_id: int, vendor_id: int | None, erp_id: str | None
) -> tuple[int | None, list[FieldError]]:
    """By either id; a vendor of another company is as unknown as none."""
    if vendor_id is None and erp_id is None:
        return None, []
    known = vendor_id is None or 0 < vendor_id <= MAX_INT_ID
    found = None
    if vendor_id is not None and known:
        found = await vendors.by_id(tx, company_id, vendor_id)
    elif erp_id is not None and known:
        found = await vendors.by_erp_id(tx, company_id, erp_id)
    if found is not None and erp_id in (None, found.erp_vendor_id):
        return found.id, []
    field = "erp_vendor_id" if vendor_id is None else "ottimate_vendor_id"
    return None, [
        FieldError(field, "The company has no such vendor: create it first, or correct the id.", "unknown_vendor")
    ]
