"""What the address of a page says."""

from urllib.parse import parse_qsl

from payables.dashboard.texts import text
from payables.dashboard.web import done
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.exchange import Exchange

MOST_PARAMETERS, LONGEST_VALUE = 200, 4000  # a value counts in characters


def parameters(exchange: Exchange) -> list[tuple[str, str]]:
    """Names with their values, in order. Raises InvalidFields."""
    asked = exchange.scope["query_string"].decode("latin-1")
    try:
        found = parse_qsl(asked, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        found = None
    if found is None or any(len(value) > LONGEST_VALUE or "\0" in name + value for name, value in found):
        raise InvalidFields([FieldError("address", text("fields.address"), "invalid_address")])
    return found


def is_kept(name: str) -> bool:
    """Whether a parameter goes along to the next page: not what a form put in, nor what was done last."""
    return not name.startswith("_") and name not in done.NAMES
