"""How values of the catalog are read from what clients send. Every fault is found at once; what was not sent is not in the
values, null is, as None."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from payables.catalog.model import Place, Target, parse_entry_ref
from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_utc_filter
from payables.kit.errors import FieldError
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.money import check_unit_price, parse_amount
from payables.kit.text import clean_text

LONGEST_DATA = 10_000  # characters of a free object as JSON

# "group" is how an older form of the contract calls a location_group; answers have the integers.
TARGETS = {
    "company": Target.COMPANY,
    "location_group": Target.LOCATION_GROUP,
    "group": Target.LOCATION_GROUP,
    "location": Target.LOCATION,
    **{target.value: target for target in Target},
}
PLACES = ("ottimate_location_id", "ottimate_group_id")

Read = Callable[[Any], Any]


class Sent:
    """The values that were sent, as they are stored, and what is wrong with the others."""

    def __init__(self, sent: Any, path: str = "") -> None:
        self.values: dict[str, Any] = {}
        self.faults: list[FieldError] = []
        self._is_object = isinstance(sent, dict)
        self._sent: Mapping[str, Any] = sent if self._is_object else {}
        self._path = path
        if not self._is_object:
            self.faults.append(FieldError(path.rstrip(".") or "body", "Send a JSON object.", "invalid"))

    def take(self, read: Read, name: str, *, into: str | None = None, needed: bool = False) -> None:
        """`into` is what the value is called from here on; what is `needed` can neither be left out nor be null."""
        value = self._sent.get(name)
        if value is None:
            self._without(name, into or name, needed)
            return
        try:
            read_value = read(value)
        except BadValueError as error:
            self.refuse(name, error.sentence, error.code)
            return
        if read_value is None and needed:
            self._require(name)
        else:
            self.values[into or name] = read_value

    def refuse(self, name: str, sentence: str, code: str) -> None:
        self.faults.append(FieldError(f"{self._path}{name}", sentence, code))

    def has(self, name: str) -> bool:
        """Whether it was sent, be it null."""
        return name in self._sent

    def raw(self, name: str) -> Any:
        return self._sent.get(name)

    def _without(self, name: str, into: str, needed: bool) -> None:
        if needed:
            self._require(name)
        elif name in self._sent:
            self.values[into] = None

    def _require(self, name: str) -> None:
        if self._is_object:
            self.refuse(name, "This field is required.", "required")


def text(limit: int) -> Read:
    """Trimmed; blank text is null."""

    def read(value: Any) -> str | None:
        if not isinstance(value, str):
            raise BadValueError("invalid", "Send a text.")
        return clean_text(value.strip(), limit) or None

    return read


def amount(value: Any) -> Decimal:
    """Zero or more, as a number or as the text of one: at most 15 digits before the dot and six after it."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise BadValueError("invalid_amount", 'Send a number, such as 24.99 or "24.99".')
    number = check_unit_price(parse_amount(value) if isinstance(value, str) else Decimal(value))
    if number < 0:
        raise BadValueError("negative_amount", "A price or an allowance is zero or more.")
    return number


def day(value: Any) -> date:
    """YYYY-MM-DD; of an instant in ISO 8601 the day that it is in UTC."""
    if not isinstance(value, str):
        raise BadValueError("invalid_date", "A date is written YYYY-MM-DD, such as 2024-12-31.")
    return parse_utc_filter(value).date()


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("invalid", "Send true or false.")
    return value


def integer_id(value: Any) -> int:
    found = parse_int_id(value) if isinstance(value, str) else value
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= MAX_INT_ID:
        raise BadValueError("invalid_id", "Send an integer id.")
    return found


def entry_id(value: Any) -> int:
    """cte_12345, "12345" or 12345."""
    found = parse_entry_ref(value) if isinstance(value, str) else value
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= MAX_INT_ID:
        raise BadValueError("invalid_id", "Send the id of a catalog entry, such as cte_12345.")
    return found


def free_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError("invalid", "Send an object.")
    if len(msgspec.json.encode(value)) > LONGEST_DATA:
        raise BadValueError("too_long", f"Send at most {LONGEST_DATA} characters of JSON.")
    return value


def target(value: Any) -> Target:
    found = TARGETS.get(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if found is None:
        raise BadValueError("invalid_target", "Send company, location_group or location.")
    return found


def take_place(sent: Sent, name: str) -> None:
    """The place of a price or an allowance, whose target is called `name`: left out, it is the company. An id that does not
    belong to the target is refused, since a price for one location must not come to hold for all."""
    for one in (name, *PLACES):
        sent.take(target if one == name else integer_id, one)
    found = sent.values.pop(name, None) or Target.COMPANY
    ids = [sent.values.pop(one, None) for one in PLACES]
    needed = {Target.LOCATION: PLACES[0], Target.LOCATION_GROUP: PLACES[1]}.get(found)
    for one, id in zip(PLACES, ids, strict=True):
        if one == needed and id is None and sent.raw(one) is None:
            sent.refuse(one, f"{name} {found.word} needs {one}.", "required")
        elif one != needed and id is not None:
            sent.refuse(one, f"It does not belong to {name} {found.word}: leave it out, or correct {name}.", "invalid")
    sent.values["place"] = Place(found, group_id=ids[1], location_id=ids[0])


def take_days(sent: Sent, *, start_needed: bool) -> None:
    """start_date and end_date; both days belong to it."""
    sent.take(day, "start_date", into="start", needed=start_needed)
    sent.take(day, "end_date", into="end")
    start, end = sent.values.get("start"), sent.values.get("end")
    if start and end and end < start:
        sent.refuse("end_date", "The end is before the start: exchange them, or leave the end out.", "end_before_start")
