"""A JSON body as plain values, for routes that read its fields themselves so as to name every fault at once."""

from decimal import Decimal
from typing import Any

import msgspec
from litestar import Request

from payables.kit.errors import FieldError, InvalidFields

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


async def json_object(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Numbers are int or, from their very digits, Decimal. The edge has checked that the body is acceptable JSON.

    Raises InvalidFields for a body that is empty or not an object.
    """
    sent = await json_value(request)
    if not isinstance(sent, dict):
        raise InvalidFields([FieldError("body", "Send a JSON object.", "required")])
    return sent


async def json_value(request: Request[Any, Any, Any]) -> Any:
    """Whatever JSON the body is; None for an empty one. Numbers are read in the same way."""
    body = await request.body()
    return _decode(body) if body else None
