"""What a person or a program is called."""

from collections.abc import Mapping
from typing import Any


def name_of(who: Any) -> str:
    """First and last name; without them the address, without one the id. `who` as the API answers it, or a record of ours."""
    said = (
        who
        if isinstance(who, Mapping)
        else {name: getattr(who, name, None) for name in ("first_name", "last_name", "email")}
    )
    named = f"{said.get('first_name') or ''} {said.get('last_name') or ''}".strip()
    return named or said.get("email") or str(said.get("id") or "")
