"""Fields of a mapping rule as clients send them. Every fault is found at once."""

from collections.abc import Mapping
from typing import Any

from payables.coding.model import AppliesTo
from payables.coding.rules.keys import name_key, sku_key
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.text import clean_text

LONGEST = {"sku": 255, "item_name": 2_000, "keyword": 200, "erp_vendor_id": 255}
_TEXTS = {"sku": sku_key, "item_name": name_key, "keyword": name_key}


def read_texts(sent: Mapping[str, Any]) -> tuple[dict[str, str | None], list[FieldError]]:
    """The texts that were sent, as they are stored; null and "" ask for nothing."""
    values: dict[str, str | None] = {}
    faults: list[FieldError] = []
    for name in sent.keys() & LONGEST.keys():
        try:
            values[name] = _text(name, sent[name])
        except BadValueError as error:
            faults.append(FieldError(name, error.sentence, error.code))
    return values, sorted(faults, key=lambda fault: fault.field)


def faults_of_rule(applies_to: AppliesTo, has_item: bool, dimensions: Mapping[str, object]) -> list[FieldError]:
    """What is wrong with a rule as a whole."""
    faults: list[FieldError] = []
    if not dimensions:
        faults.append(FieldError("dimensions", "Name at least one dimension: type -> erp_dimension_id.", "required"))
    if has_item and applies_to is not AppliesTo.LINES:
        sentence = 'The invoice itself has no item: a rule with sku, item_name or keyword applies to "lines".'
        faults.append(FieldError("applies_to", sentence, "invalid"))
    return faults


def _text(name: str, value: str | None) -> str | None:
    text = clean_text(value.strip(), LONGEST[name]) if value else None
    if text and name in _TEXTS and not _TEXTS[name](text):
        raise BadValueError("invalid", "Send a text with letters or digits.")
    return text or None
