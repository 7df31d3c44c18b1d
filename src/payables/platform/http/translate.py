"""Litestar's own complaints (an unknown path, a parameter of the wrong type) as our refusals."""

import re
from typing import Any, NoReturn

from litestar import Request
from litestar.exceptions import (
    HTTPException,
    NotFoundException,
    ValidationException,
)

from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.http import errors
from payables.platform.http.declared import Declared

AT_PATH = re.compile(r" - at `\$\.?(?P<path>.*?)`$")
SOME_KEY = "[...]"  # msgspec does not say under which key of a free object
BODY = "body"
LENGTH = re.compile(r"Expected `(?P<kind>str|array)`(?: \| `null`)? of length (?P<way><=|>=) (?P<length>[0-9]+)")
LENGTHS = {"<=": "at most", ">=": "at least"}
UNITS = {"str": "characters", "array": "of them"}
MISSING = re.compile(r"Object missing required field `(?P<name>[^`]+)`")


def raise_to_edge(_: Request[Any, Any, Any], error: Exception) -> NoReturn:
    """Litestar's exception handler: the edge alone decides what an error answers, and it must see it to roll back."""
    raise error


def translate(error: HTTPException, route: dict[str, Any]) -> Refusal:
    """A refusal for what Litestar raised on this route."""
    if isinstance(error, NotFoundException):
        return errors.NoSuchPath()
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        known: Declared | None = route.get("declared")
        names = known.sent_names if known else {}
        return InvalidFields([_parameter(extra, names) for extra in error.extra if isinstance(extra, dict)])
    return InvalidFields([field_fault(str(error.detail))])


def _parameter(extra: dict[str, Any], names: dict[str, str]) -> FieldError:
    """Litestar names the handler's parameter and says what is wrong with it, or with what lies in it."""
    fault = field_fault(str(extra.get("message", "is not valid")))
    key = str(extra.get("key", ""))
    inside = "" if fault.field == BODY else fault.field
    path = ".".join(part for part in ("" if key == "data" else names.get(key, key), inside) if part)
    return FieldError(path or BODY, fault.error, fault.type)


def field_fault(text: str, whole: str = BODY) -> FieldError:
    """msgspec's sentence ("Expected `int`, got `str` - at `$.page`") as a field error; without a path the whole is wrong."""
    path = ""
    if found := AT_PATH.search(text):
        path = found["path"].replace(SOME_KEY, "").removeprefix(".")
        path = f"{whole}{path}" if path.startswith("[") else path
        text = text[: found.start()]
    if missing := MISSING.search(text):
        return FieldError(f"{path}.{missing['name']}".lstrip("."), "This field is required.", "required")
    return FieldError(path or whole, _in_words(text), "invalid")


def _in_words(text: str) -> str:
    """How long something may be reaches whoever typed it, in a page too."""
    if length := LENGTH.search(text):
        return f"Send {LENGTHS[length['way']]} {length['length']} {UNITS[length['kind']]}."
    return text.replace("`", "")
