"""Is this a value that a field may have by default?"""

from typing import Any

from payables.custom_fields.model import FieldType
from payables.custom_fields.rules.read import read_value


def read_default(type_: FieldType, choices: tuple[str, ...], value: Any) -> Any:
    """The default as it is stored; None is none. Raises BadValueError."""
    return None if value is None else read_value(type_, choices, value)
