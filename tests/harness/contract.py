"""Every answer a test receives is checked against the OpenAPI document."""

import json
import re
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
        self._validators: dict[int, Draft202012Validator] = {}

    def check(self, method: str, path: str, status: int, headers: Any, body: bytes) -> None:
        """Raises AssertionError when the answer is not one the document promises."""
        operation = self._operation(method, path)
        if operation is None:
            assert status in (401, 404, 405), f"{method} {path} is not documented and answered {status}"
            return
        assert "x-request-id" in headers, f"{method} {path}: X-Request-Id is missing"
        answer = operation["responses"].get(str(status))
        assert answer is not None, f"{method} {path}: status {status} is not documented: {body[:500]!r}"
        media_type = headers.get("content-type", "").split(";")[0]
        if media_type == "application/problem+json":
            return
        content = answer.get("content", {}).get(media_type)
        assert content is not None, f"{method} {path} {status}: media type {media_type!r} is not documented"
        if media_type == "application/json":
            self._validate(content["schema"], body, f"{method} {path} {status}")

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        path = path.rstrip("/")
        for pattern, operations in self._paths:
            if pattern.fullmatch(path) and method.lower() in operations:
                return operations[method.lower()]
        return None

    def _validate(self, schema: dict[str, Any], body: bytes, where: str) -> None:
        validator = self._validators.get(id(schema))
        if validator is None:
            whole = {**schema, "components": self.document["components"]}
            validator = self._validators[id(schema)] = Draft202012Validator(whole)
        faults = [f"{fault.json_path}: {fault.message[:300]}" for fault in validator.iter_errors(json.loads(body))]
        assert not faults, f"{where} is not as documented: {faults[:5]}"


def _pattern(path: str) -> re.Pattern[str]:
    literal_first = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path.rstrip("/")))
    return re.compile(literal_first)


@cache
def contract() -> Contract:
    found = Contract()
    found._paths.sort(key=lambda entry: entry[0].pattern.count("[^/]+"))
    return found
