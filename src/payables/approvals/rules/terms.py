"""What a policy may say, as far as that can be told without looking anything up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec

from payables.approvals.model import Conditions, PolicyTerms
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID
from payables.kit.money import check_amount, is_currency
from payables.kit.text import clean_text

LONGEST_NAME = 120
LONGEST_TEXT = 255
MOST_PEOPLE = 100
MOST_VALUES = 100
TEXTS = (
    "erp_vendor_ids",
    "department_ids",
    "gl_account_ids",
    "gl_name_contains",
    "gl_name_not_contains",
    "gl_number_contains",
    "gl_number_not_contains",
)
LISTS = ("vendor_ids", *TEXTS, "after")


def checked(terms: PolicyTerms) -> PolicyTerms:
    """The same in the form in which it is kept: texts clean, amounts with the decimals of their currency, each value once.

    Raises InvalidFields naming everything that is wrong."""
    faults: list[FieldError] = []
    name = _text("name", terms.name, LONGEST_NAME, faults)
    conditions = _conditions(terms.conditions, faults)
    if faults:
        raise InvalidFields(faults)
    return replace(terms, name=name, conditions=conditions)


def check_count(people: Sequence[object]) -> None:
    """Raises InvalidFields for more people than a policy may have."""
    if len(people) > MOST_PEOPLE:
        sentence = f"A policy has at most {MOST_PEOPLE} approvers; these are {len(people)}."
        raise InvalidFields([FieldError("approvers", sentence, "too_many")])


def told(terms: PolicyTerms) -> dict[str, Any]:
    """As the trail tells them."""
    return msgspec.to_builtins(terms)


def _conditions(sent: Conditions, faults: list[FieldError]) -> Conditions:
    values: dict[str, Any] = {name: _values(name, getattr(sent, name), faults) for name in LISTS}
    values |= _limits(sent, faults)
    if sent.catch_all and sent.after:
        sentence = "A catch-all fires where no other policy does, so it cannot come after one: send one of the two."
        faults.append(FieldError("conditions.after", sentence, "contradiction"))
    if any(not 1 <= id <= MAX_INT_ID for id in sent.vendor_ids):
        faults.append(FieldError("conditions.vendor_ids", "Send integer ids of vendors.", "invalid_id"))
    return msgspec.structs.replace(sent, **values)


def _values(name: str, sent: Sequence[Any], faults: list[FieldError]) -> tuple[Any, ...]:
    path = f"conditions.{name}"
    if len(sent) > MOST_VALUES:
        faults.append(FieldError(path, f"A condition has at most {MOST_VALUES} values.", "too_many"))
        return ()
    read: Callable[[str], str] = lambda text: _text(path, text, LONGEST_TEXT, faults)  # noqa: E731
    return tuple(dict.fromkeys(map(read, sent) if name in TEXTS else sent))


def _limits(sent: Conditions, faults: list[FieldError]) -> dict[str, Any]:
    """Of totals: both in one currency, which is sent whenever there is one."""
    bounds = {name: getattr(sent, name) for name in ("min_total", "max_total") if getattr(sent, name) is not None}
    if sent.currency is None and not bounds:
        return {}
    if sent.currency is None or not is_currency(sent.currency):
        sentence = "Name the currency of the totals by its ISO 4217 code, such as USD."
        faults.append(FieldError("conditions.currency", sentence, "unknown_currency" if sent.currency else "required"))
        return {}
    if not bounds:
        sentence = "A currency alone is no condition: send min_total, max_total or both with it."
        faults.append(FieldError("conditions.currency", sentence, "contradiction"))
    found = {name: _amount(name, value, sent.currency, faults) for name, value in bounds.items()}
    if len(found) == 2 and found["min_total"] > found["max_total"]:
        sentence = "min_total is above max_total, so that no total lies between: exchange them."
        faults.append(FieldError("conditions.min_total", sentence, "min_above_max"))
    return found


def _amount(name: str, value: Decimal, currency: str, faults: list[FieldError]) -> Decimal:
    try:
        return check_amount(value, currency)
    except BadValueError as error:
        faults.append(FieldError(f"conditions.{name}", error.sentence, error.code))
        return Decimal(0)


def _text(path: str, text: str, longest: int, faults: list[FieldError]) -> str:
    try:
        clean = clean_text(text, longest).strip()
    except BadValueError as error:
        faults.append(FieldError(path, error.sentence, error.code))
        return ""
    if not clean:
        faults.append(FieldError(path, "The text is empty: write what is meant.", "required"))
    return clean
