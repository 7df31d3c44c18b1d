"""Fields as clients send them: every fault is found at once; what was not sent is not in the answer, null is, as None."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.errors import FieldError
from payables.kit.ids import MAX_INT_ID, parse_int_id, parse_uuid
from payables.kit.money import check_amount, check_quantity, check_unit_price
from payables.kit.text import clean_text

Read = Callable[[Any], Any]


class Sent:
    """The values that were sent, as they are stored, and what is wrong with the others. Faults are named from `path`."""

    def __init__(self, sent: Mapping[str, Any], path: str = "", never_null: Collection[str] = ()) -> None:
        self.values: dict[str, Any] = {}
        self.faults: list[FieldError] = []
        self._sent = sent
        self._path = path
        self._never_null = never_null

    def take(self, read: Read, *names: str) -> None:
        for name in names:
            if name in self._sent:
                self._take(name, self._sent[name], read)

    def require(self, *names: str) -> None:
        """An empty text is none."""
        faulty = {fault.field for fault in self.faults}
        for name in names:
            if self.values.get(name) is None and f"{self._path}{name}" not in faulty:
                self.refuse(name, "This field is required.", "required")

    def refuse(self, name: str, sentence: str, code: str) -> None:
        self.faults.append(FieldError(f"{self._path}{name}".rstrip("."), sentence, code))

    def _take(self, name: str, value: Any, read: Read) -> None:
        try:
            found = None if value is None else read(value)
        except BadValueError as error:
            self.refuse(name, error.sentence, error.code)
            return
        if found is None and name in self._never_null:
            self.refuse(name, "This field cannot be empty: leave it out to keep its value.", "required")
        else:
            self.values[name] = found


def below(path: str, faults: Iterable[FieldError]) -> list[FieldError]:
    """Faults named from further out."""
    return [FieldError(f"{path}.{fault.field}".rstrip("."), fault.error, fault.type) for fault in faults]


def text(limit: int) -> Read:
    """A text of one or more characters; one of blanks is none."""

    def read(value: Any) -> str | None:
        if not isinstance(value, str):
            raise BadValueError("invalid", "Send a text.")
        return clean_text(value.strip(), limit) or None

    return read


def day(value: Any) -> date:
    if not isinstance(value, str):
        raise BadValueError("invalid_date", "A date is written YYYY-MM-DD, such as 2024-12-31.")
    return parse_date(value)


def amount(currency: str) -> Read:
    """Money that is not negative."""

    def read(value: Any) -> Decimal:
        found = check_amount(_number(value), currency)
        if found < 0:
            raise BadValueError("negative_amount", "Send an amount of zero or more.")
        return found

    return read


def quantity(value: Any) -> Decimal:
    found = check_quantity(_number(value))
    if found < 0:
        raise BadValueError("negative_quantity", "Send a quantity of zero or more.")
    return found


def unit_price(value: Any) -> Decimal:
    """May be negative: that is a discount."""
    return check_unit_price(_number(value))


def integer_id(value: Any) -> int:
    found = parse_int_id(value) if isinstance(value, str) else value
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= MAX_INT_ID:
        raise BadValueError("invalid_id", "Send an integer id.")
    return found


def uuid(value: Any) -> Any:
    found = parse_uuid(value) if isinstance(value, str) else None
    if found is None:
        raise BadValueError("invalid_id", "Send the id as you were told it, a UUID.")
    return found


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("invalid", "Send true or false.")
    return value


def mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError("invalid", "Send an object.")
    return value


def _number(value: Any) -> Decimal:
    """A JSON number; text is refused, since nothing says how it was meant."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValueError("invalid_amount", "Send a number.")
    return Decimal(value)
