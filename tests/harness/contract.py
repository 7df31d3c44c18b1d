"""Every answer a test receives is checked against the OpenAPI document; one of 5xx fails the test that did not ask for it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from payables.app.asgi import make_litestar
from payables.app.openapi import make_document


class Contract:
    """The document, with a validator per answer."""

    def __init__(self) -> None:
        self.document = make_document(make_litestar())
        self._paths = [(_pattern(path), operations) for path, operations in self.document["paths"].items()]
        self._components = {"schemas": {n: short(s) for n, s in self.document["components"]["schemas"].items()}}
        self._validators: dict[int, Draft202012Validator] = {}
        self._failures_asked_for: set[int] = set()

    def check(self, method: str, path: str, status: int, headers: Any, body: bytes) -> None:
        """Raises AssertionError when the answer is not one the document promises."""
        where = f"{method} {path} {status}"
        assert status < 500 or status in self._failures_asked_for, f"{where} is a failure of ours: {body[:500]!r}"
        answer = self._answer(method, path, status)
        if answer is None:
            assert status in (401, 404, 429), f"{where}: the operation is not documented"
            return
        missing = [name for name, header in answer["headers"].items() if header.get("required") and name not in headers]
        assert not missing, f"{where}: headers {missing} are promised and missing"
        media_type = headers.get("content-type", "").split(";")[0]
        content = answer.get("content", {}).get(media_type)
        assert content is not None, f"{where}: media type {media_type!r} is not documented"
        if media_type.endswith("json"):
            self._validate(content["schema"], body, where)

    @contextmanager
    def failures_of_ours(self, *statuses: int) -> Iterator[None]:
        """Inside, answers of these statuses (of 500 and more) are what the test wants to see."""
        self._failures_asked_for.update(statuses)
        try:
            yield
        finally:
            self._failures_asked_for.difference_update(statuses)

    def _answer(self, method: str, path: str, status: int) -> dict[str, Any] | None:
        """What the document promises of this answer; None for an operation that it does not have."""
        operation = self._operation(method, path)
        if operation is None:
            return self.document["components"]["responses"]["MethodNotAllowed"] if status == 405 else None
        answer = operation["responses"].get(str(status))
        assert answer is not None, f"{method} {path}: status {status} is not documented"
        return answer

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        path = path.rstrip("/")
        for pattern, operations in self._paths:
            if pattern.fullmatch(path) and method.lower() in operations:
                return operations[method.lower()]
        return None

    def _validate(self, schema: dict[str, Any], body: bytes, where: str) -> None:
        validator = self._validators.get(id(schema))
        if validator is None:
            whole = {**short(schema), "components": self._components}
            validator = self._validators[id(schema)] = Draft202012Validator(whole)
        faults = [f"{fault.json_path}: {fault.message[:300]}" for fault in validator.iter_errors(json.loads(body))]
        assert not faults, f"{where} is not as documented: {faults[:5]}"


ANNOTATIONS = {"title", "description", "examples", "default", "deprecated"}
# What may stand beside a type and says nothing about null.
NOT_ABOUT_NULL = {"type", "format", "properties", "required", "additionalProperties", "items", "minLength", "maxLength"}


def short(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that takes exactly the same values in half the time: without annotations, and with "X or null" as one type
    instead of two schemas of which the first has to fail before the second is tried."""
    kept = {word: _short_word(word, value) for word, value in schema.items() if word not in ANNOTATIONS}
    first, *others = kept.get("oneOf", [{}])
    if set(kept) == {"oneOf"} and others == [{"type": "null"}] and _has_one_type(first):
        return {**first, "type": [first["type"], "null"]}
    return kept


def _short_word(word: str, value: Any) -> Any:
    match word, value:
        case "properties", dict():
            return {name: short(each) for name, each in value.items()}
        case (("items" | "additionalProperties"), dict()):
            return short(value)
        case (("oneOf" | "anyOf" | "allOf"), list()):
            return [short(each) for each in value]
        case _:
            return value


def _has_one_type(schema: dict[str, Any]) -> bool:
    return isinstance(schema.get("type"), str) and schema["type"] != "null" and schema.keys() <= NOT_ABOUT_NULL


def _pattern(path: str) -> re.Pattern[str]:
    literal_first = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path.rstrip("/")))
    return re.compile(literal_first)


def path_with(path: str, id: str) -> str:
    """A path of the document with this in the place of each of its ids."""
    return re.sub(r"\{[^}]*\}", id, path)


@cache
def contract() -> Contract:
    found = Contract()
    found._paths.sort(key=lambda entry: entry[0].pattern.count("[^/]+"))
    return found
