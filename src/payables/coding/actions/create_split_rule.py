"""Put down a split rule that a client sends."""

from collections.abc import Mapping
from typing import Any

from payables.accounts import queries as accounts
from payables.coding.actions.put_split_rule import put_split_rule
from payables.coding.actions.resolve_split import resolve_split
from payables.coding.errors import SplitRuleExists
from payables.coding.model import SplitRule
from payables.coding.queries import split_rules as queries
from payables.coding.rules.keys import name_key, sku_key
from payables.kit.bad_value import BadValueError
from payables.kit.content_tag import ChangedMeanwhile, check_seen
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.text import clean_text
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors import queries as vendors

KEYS = {"sku": sku_key, "item_name": name_key}


async def create_split_rule(
    tx: Transaction, caller: Caller, sent: Mapping[str, Any], *, seen: str | None = None, only_new: bool = False
) -> SplitRule:
    """In place of the rule for the same vendor and item, as far as the client knows of it: `seen` is the tag of what it has seen,
    `only_new` says that it has seen none. Whoever is limited to locations writes none, since it reaches beyond them. Raises
    InvalidFields, NotFound, OutOfScope, SplitDoesNotAddUp, ChangedMeanwhile, SplitRuleExists."""
    faults: list[FieldError] = []
    ids = {name: _id(name, sent.get(name), faults) for name in ("ottimate_company_id", "ottimate_vendor_id")}
    texts = {name: _text(name, sent.get(name), faults) for name in KEYS}
    if texts["sku"] and texts["item_name"]:
        faults.append(FieldError("item_name", "Send the sku or the name of the item, not both.", "sku_or_name"))
    if faults:
        raise InvalidFields(faults)
    company = await accounts.company(tx, caller, ids["ottimate_company_id"])
    caller.need_whole_companies()
    vendor = await vendors.by_id(tx, company.id, ids["ottimate_vendor_id"])
    if vendor is None:
        raise NotFound(what="vendor")
    parts = await resolve_split(tx, company.id, sent.get("splits"))
    _check_there(await queries.locked(tx, company.id, vendor.id, **texts), seen, only_new=only_new)
    return await put_split_rule(tx, company.id, vendor.id, parts, sku=texts["sku"], item_name=texts["item_name"])


def _check_there(there: SplitRule | None, seen: str | None, *, only_new: bool) -> None:
    """Raises ChangedMeanwhile, SplitRuleExists."""
    if only_new and there is not None:
        raise SplitRuleExists(rule_id=there.id)
    if seen is not None and there is None:
        raise ChangedMeanwhile
    check_seen(there, seen)


def _id(name: str, value: Any, faults: list[FieldError]) -> int:
    found = parse_int_id(value) if isinstance(value, str) else value
    if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= MAX_INT_ID:
        return found
    faults.append(FieldError(name, "Send an integer id.", "required" if value is None else "invalid_id"))
    return 0


def _text(name: str, value: Any, faults: list[FieldError]) -> str | None:
    """A text by which lines can be found; a text without letters and digits finds none."""
    if value is None:
        return None
    try:
        text = clean_text(value.strip(), 255) if isinstance(value, str) else ""
    except BadValueError as error:
        faults.append(FieldError(name, error.sentence, error.code))
        return None
    if not KEYS[name](text):
        faults.append(FieldError(name, "Send a text with letters or digits.", "invalid"))
    return text
