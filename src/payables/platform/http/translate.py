"""Litestar's own complaints (an unknown path, a parameter of the wrong type) as our refusals."""

import re
from typing import Any, NoReturn

from litestar import Request
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.http import errors

AT_PATH = re.compile(r" - at `\$\.?(?P<path>.*?)`$")
MISSING = re.compile(r"Object missing required field `(?P<name>[^`]+)`")


def raise_to_edge(_: Request[Any, Any, Any], error: Exception) -> NoReturn:
    """Litestar's exception handler: the edge alone decides what an error answers, and it must see it to roll back."""
    raise error


def translate(error: HTTPException) -> Refusal:
    """A refusal for what Litestar raised."""
    if isinstance(error, NotFoundException):
        return errors.NoSuchPath()
    if isinstance(error, MethodNotAllowedException):
        return errors.MethodNotAllowed()
    if error.status_code == 413:
        return errors.BodyTooLarge(limit="allowed")
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return InvalidFields([_parameter(extra) for extra in error.extra if isinstance(extra, dict)])
    return InvalidFields([field_fault(str(error.detail))])


def _parameter(extra: dict[str, Any]) -> FieldError:
    fault = field_fault(str(extra.get("message", "is not valid")))
    key = str(extra.get("key", ""))
    path = ".".join(part for part in (key if key != "data" else "", fault.field) if part)
    return FieldError(path or "body", fault.error, fault.type)


def field_fault(text: str) -> FieldError:
    """msgspec's sentence ("Expected `int`, got `str` - at `$.page`") as a field error."""
    path = ""
    if found := AT_PATH.search(text):
        path = found["path"].removeprefix(".")
        text = text[: found.start()]
    if missing := MISSING.search(text):
        return FieldError(f"{path}.{missing['name']}".lstrip("."), "This field is required.", "required")
    return FieldError(path, text.replace("`", ""), "invalid")
