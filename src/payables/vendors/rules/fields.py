"""What the fields of a vendor may hold (contract/platform.md section 8.3)."""

import re
from collections.abc import Mapping

from payables.kit.errors import FieldError
from payables.kit.iban import is_iban
from payables.kit.text import TextError, clean_text
from payables.vendors.model import BETWEEN_ACCOUNTS, PaymentMethod
from payables.vendors.rules.identifiers import normal_identifier

LONGEST = {
    "erp_vendor_id": 255,
    "erp_vendor_name": 500,
    "email": 320,
    "phone": 100,
    "net_terms": 100,
    "payment_method": 20,
    "address_line_1": 500,
    "address_line_2": 500,
    "city": 200,
    "state": 100,
    "zipcode": 40,
    "tax_id": 60,
    "iban": 500,
}
NEVER_NULL = ("erp_vendor_id", "erp_vendor_name")

# ERPs hold several addresses in one field. Who can be reached is not for a pattern to say.
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
_SEVERAL = re.compile(r"\s*[,;]\s*")
_METHODS = frozenset(PaymentMethod)
MOST_ACCOUNTS = 10

Values = dict[str, str | None]


def read_fields(sent: Mapping[str, object]) -> tuple[Values, list[FieldError]]:
    """The known fields among those that were sent, as they are stored, and what is wrong with the others.

    Text is kept as it was sent; blank text is null. `tax_id` and `iban` are brought into normal form.
    Several accounts stand in one `iban`, each once, in the order they were sent.
    Payment terms may be any text: those that cannot be read give no due date.
    """
    values: Values = {}
    faults: list[FieldError] = []
    for name in [name for name in LONGEST if name in sent]:
        value = _read(name, sent[name])
        if isinstance(value, FieldError):
            faults.append(value)
        else:
            values[name] = value
    return values, faults


def missing_fields(values: Mapping[str, str | None]) -> list[FieldError]:
    """What a new vendor still needs."""
    return [_required(name) for name in NEVER_NULL if name not in values]


def _read(name: str, value: object) -> str | FieldError | None:
    if value is None or value == "":
        return _required(name) if name in NEVER_NULL else None
    if not isinstance(value, str):
        return FieldError(name, "Send a string.", "invalid")
    try:
        text = clean_text(value, LONGEST[name])
    except TextError as error:
        return FieldError(name, error.sentence, error.code)
    if not text.strip():
        return _required(name) if name in NEVER_NULL else None
    return _checked(name, text)


def _checked(name: str, text: str) -> str | FieldError | None:
    match name:
        case "email" if not all(_ADDRESS.fullmatch(part) for part in _SEVERAL.split(text.strip(" ,;"))):
            return FieldError(name, "Send an e-mail address, or several divided by commas.", "invalid_email")
        case "payment_method" if text not in _METHODS:
            return FieldError(name, f"Send one of {', '.join(PaymentMethod)}.", "invalid_payment_method")
        case "tax_id":
            return normal_identifier(text) or None
        case "iban":
            return _accounts(text)
        case _:
            return text


def _accounts(text: str) -> str | FieldError:
    numbers = list(dict.fromkeys(normal_identifier(part) for part in _SEVERAL.split(text.strip(" ,;"))))
    if len(numbers) > MOST_ACCOUNTS:
        return FieldError("iban", f"Send at most {MOST_ACCOUNTS} accounts.", "too_many_accounts")
    if not all(is_iban(number) for number in numbers):
        return FieldError("iban", "This is not an IBAN: check its digits.", "invalid_iban")
    return BETWEEN_ACCOUNTS.join(numbers)


def _required(name: str) -> FieldError:
    return FieldError(name, "This field is required.", "required")
