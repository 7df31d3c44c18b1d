"""The schemas that answers are checked with take what the document's own take, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from harness.contract import contract, short

VALUES: tuple[Any, ...] = (
    None, True, 0, 1, -1, 1.5, 10**9, "", "x", "2026-11-21", "x" * 3000, [], [None], ["x"], [1], [{}], {}, {"id": None},
)  # fmt: skip


def schemas() -> dict[str, dict[str, Any]]:
    """Each different schema of the document, those inside of others too."""
    document = contract().document
    answers = [
        answer for path in document["paths"].values() for op in path.values() for answer in op["responses"].values()
    ]
    sent = [content["schema"] for answer in answers for content in answer.get("content", {}).values()]
    return {
        json.dumps(each, sort_keys=True): each
        for schema in (*document["components"]["schemas"].values(), *sent)
        for each in _with_those_inside(schema)
    }


def _with_those_inside(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inside = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    for word in ("oneOf", "anyOf", "allOf"):
        inside += schema.get(word, [])
    for each in inside:
        if isinstance(each, dict):
            yield from _with_those_inside(each)


def test_a_short_schema_takes_the_same_values() -> None:
    components, changed = contract().document["components"], 0
    for schema in schemas().values():
        slow = Draft202012Validator({**schema, "components": components})
        fast = Draft202012Validator({**short(schema), "components": components})
        assert [slow.is_valid(value) for value in VALUES] == [fast.is_valid(value) for value in VALUES], schema
        changed += "oneOf" in schema and "oneOf" not in short(schema)
    assert changed > 50


def test_what_could_be_null_twice_stays_as_it_is() -> None:
    for schema in (
        {"oneOf": [{"enum": ["a", None]}, {"type": "null"}]},
        {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "null"}]},
        {"oneOf": [{"type": "string"}, {"type": "null"}, {"type": "integer"}]},
        {"oneOf": [{"type": "string"}, {"type": "null"}], "minLength": 2},
    ):
        assert short(schema) == schema
