"""The texts of the pages, from the catalogue in `texts/<language>/<area>.toml`: `text("claims.days", count=3)`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

ENGLISH = "en"


def text(key: str, language: str = ENGLISH, **values: Any) -> str:
    """With `{name}` filled in. A text with forms (`one`, `other`) needs `count`. Raises KeyError for an unknown key."""
    found = catalogue(language)[key]
    if isinstance(found, dict):
        found = found.get(_form(language, values["count"]), found["other"])
    return found.format(**values) if values else found


@cache
def catalogue(language: str = ENGLISH) -> dict[str, str | dict[str, str]]:
    """Every text by `<area>.<name>`; tables within an area are further parts of the name."""
    found: dict[str, str | dict[str, str]] = {}
    for file in (files("payables.dashboard") / "texts" / language).iterdir():
        if file.name.endswith(".toml"):
            _put(found, file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")))
    return found


def _put(found: dict[str, str | dict[str, str]], prefix: str, table: dict[str, Any]) -> None:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict) and "other" not in value:
            _put(found, key, value)
        else:
            found[key] = value


@cache
def _plural(language: str) -> Any:
    return Locale(language).plural_form


def _form(language: str, count: int) -> str:
    return _plural(language)(abs(count))
