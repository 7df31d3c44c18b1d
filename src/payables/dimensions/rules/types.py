"""How a client may write the type of a dimension."""

from payables.dimensions.model import DimensionType

# The guide's spelling of it (contract/platform.md section 12, C5).
_ALIASES = {"cost_type": "costtype"}
_KNOWN = frozenset(DimensionType)


def read_type(text: str) -> str | None:
    """The type in its documented spelling, whatever the case ("DEPARTMENT", "cost_type"); None for any other text."""
    plain = text.casefold()
    plain = _ALIASES.get(plain, plain)
    return plain if plain in _KNOWN else None
