"""The rows of a bulk, before any of them is worked on. The contract does not publish the body: a list, or an object that has
it under the name of what is sent, and maybe the company of all rows beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payables.catalog.rules.entry_fields import read_entry
from payables.catalog.rules.sent_fields import integer_id
from payables.catalog.rules.unique_key import key_of_values
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError

MOST_ROWS = 1000

# How often a company may be named in one bulk: each is looked up.
MOST_COMPANIES = 50


@dataclass(frozen=True, slots=True)
class Bulk:
    """`names` are what the list of rows may be called, the first is the documented one; `keys` of a row are what no other
    row may have, each with the field that it comes from."""

    names: tuple[str, ...]
    keys: Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]]


def references(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    reference = row.get("reference_id")
    return [("reference_id", reference.strip())] if isinstance(reference, str) and reference.strip() else []


def unique_keys(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    draft, faults = read_entry(row)
    return [] if faults else [("catalog_unique_key", key_of_values(draft.values))]


def rows_of(bulk: Bulk, sent: Any) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """Each with the integer id of its company; or what is wrong with the body."""
    beside = sent.get("ottimate_company_id") if isinstance(sent, dict) else None
    name = next((name for name in bulk.names if isinstance(sent, dict) and name in sent), bulk.names[0])
    found = sent.get(name) if isinstance(sent, dict) else sent
    if not isinstance(found, list):
        return [], [FieldError(name, f"Send a list of 1 to {MOST_ROWS} {bulk.names[0]}.", "required")]
    if not 1 <= len(found) <= MOST_ROWS:
        sentence = f"Send 1 to {MOST_ROWS} {bulk.names[0]} at a time; these are {len(found)}."
        return [], [FieldError(name, sentence, "too_many_rows" if found else "required")]
    return _placed(name, found, beside)


def repeated(bulk: Bulk, rows: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What stands in two rows; which of them should win, nobody could say."""
    first: dict[tuple[Any, str, str], int] = {}
    faults: list[FieldError] = []
    for n, row in enumerate(rows):
        for field, key in bulk.keys(row):
            earlier = first.setdefault((row["ottimate_company_id"], field, key), n)
            if earlier != n:
                path = f"{bulk.names[0]}[{n}].{field}"
                faults.append(
                    FieldError(path, f"The row {earlier} has the same: send it once.", "duplicate_in_request")
                )
    return faults[:MOST_ROWS]


def _placed(name: str, found: list[Any], beside: Any) -> tuple[list[dict[str, Any]], list[FieldError]]:
    rows: list[dict[str, Any]] = []
    faults: list[FieldError] = []
    for n, row in enumerate(found):
        if not isinstance(row, dict):
            faults.append(FieldError(f"{name}[{n}]", "Send an object.", "invalid"))
            continue
        company = row.get("ottimate_company_id")
        try:
            rows.append({**row, "ottimate_company_id": integer_id(beside if company is None else company)})
        except BadValueError:
            sentence = "Send the integer id of a company, here or beside the rows."
            faults.append(FieldError(f"{name}[{n}].ottimate_company_id", sentence, "required"))
    if len({row["ottimate_company_id"] for row in rows}) > MOST_COMPANIES:
        faults.append(
            FieldError(name, f"Send rows of at most {MOST_COMPANIES} companies at a time.", "too_many_companies")
        )
    return rows, faults
