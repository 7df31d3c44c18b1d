"""What the contract does not have follows one convention of its own: instants, people and lists look the same everywhere."""

from typing import Any

import pytest

from harness.contract import contract

DOCUMENT: dict[str, Any] = contract().document
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
PERSON = {"id", "email", "first_name", "last_name"}
PAGE = {"version", "count", "page", "limit", "results"}
# The person of an approval record is shaped by the contract (invoices-and-catalog.md section 4.1).
# An entry of the catalog is no person, and has a display_name.
OF_THE_CONTRACT = {"ApproverObject", "EntryObject", "EntryAnswer"}
# The list of people itself: the person's fields, and what nobody else's answer tells of them.
WITH_MORE = {"UserObject"}
# How columns are chosen, and no deed of anybody.
NO_DEEDS = {"QuickBooks"}
# What an auditor recomputes hashes with is named by docs/audit.md.
OF_THE_CHAIN = {"AuditEntry", "HeadObject"}


def answers(*, extension: bool) -> list[tuple[str, dict[str, Any]]]:
    """Operation id and schema of every answer that is no refusal."""
    return [
        (found["operationId"], content["schema"])
        for operations in DOCUMENT["paths"].values()
        for found in operations.values()
        if bool(found.get("x-extension")) == extension
        for status, answer in found["responses"].items()
        if status < "400"
        for kind, content in answer.get("content", {}).items()
        if kind == "application/json"
    ]


def names_in(schema: object) -> set[str]:
    """Names of all schemas that are reached from here."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [value for value in one.values() if not isinstance(value, str)]
            name = str(one.get("$ref", "")).rsplit("/", 1)[-1]
            if name and name not in found:
                found.add(name)
                waiting.append(SCHEMAS[name])
    return found


OURS = sorted(
    names_in([schema for _, schema in answers(extension=True)])
    - names_in([schema for _, schema in answers(extension=False)])
)


@pytest.mark.parametrize("name", OURS)
def test_an_instant_is_a_date_with_its_utc_twin(name: str) -> None:
    fields = SCHEMAS[name].get("properties", {})
    old = {field for field in fields if field.removesuffix("_utc").endswith("_at") or field in ("at", "since", "until")}
    assert old - ({"at"} if name in OF_THE_CHAIN else set()) == set()
    shown = {field for field in fields if field.endswith("_date")}
    instants = {field for field in shown if "'format': 'date'" not in repr(fields[field])}
    assert {field for field in instants if f"{field}_utc" not in fields} == set()
    assert {field for field in fields if field.endswith("_utc") and field.removesuffix("_utc") not in fields} == set()


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - OF_THE_CONTRACT - WITH_MORE))
def test_a_person_has_one_shape(name: str) -> None:
    fields = SCHEMAS[name].get("properties", {})
    assert "display_name" not in fields
    assert not (set(fields) >= PERSON) or name == "Person"


@pytest.mark.parametrize("name", sorted(set(OURS) - NO_DEEDS))
def test_whoever_did_something_is_shown_as_a_person(name: str) -> None:
    fields = SCHEMAS[name].get("properties", {})
    people = {field for field in fields if field.endswith("_by") or field in ("author", "actor", "user", "stand_in")}
    people -= {"stand_in"} if name == "StandInAnswer" else set()
    assert {field for field in people if "/Person'" not in repr(fields[field])} == set()


# The pages of one paper, all at once; and where an invoice stands among how many.
NO_LISTS = {
    "get-invoices-id-pages",
    "get-invoices-uploads-id-pages",
    "get-invoices-id-neighbours",
    "get-exports-ready",
}


def test_every_list_has_the_same_fields() -> None:
    listed = {
        operation: set(SCHEMAS[schema["$ref"].rsplit("/", 1)[-1]]["properties"])
        for operation, schema in answers(extension=True)
        if "count" in SCHEMAS[schema["$ref"].rsplit("/", 1)[-1]].get("properties", {})
    }
    assert len(listed) > 12
    others = {operation: fields for operation, fields in listed.items() if fields != PAGE and operation not in NO_LISTS}
    assert others == {}


def test_an_entry_of_the_trail_tells_its_instant_like_everything_else() -> None:
    assert {"created_date", "created_date_utc", "at"} <= set(SCHEMAS["AuditEntry"]["properties"])
