"""Take in up to a hundred invoices to be entered in the background (contract/invoices-and-catalog.md section 3.5).

What the sender can know at once is checked for all rows before anything is stored. A row is read again when its turn comes,
since vendors, dimensions and rights may be others by then.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from payables.accounts import queries as accounts
from payables.accounts.model import Place
from payables.batches.actions.open_batch import open_batch
from payables.batches.model import Record
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.invoices.rules.fields import currency_of, read_header, read_new_lines
from payables.invoices.rules.images import read_image_urls
from payables.invoices.rules.import_rows import ImportRow, below, read_rows
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction

KIND = "invoices.import"

_encode = msgspec.json.Encoder(decimal_format="number").encode

Values = Mapping[str, Any]


async def import_invoices(tx: Transaction, caller: Caller, sent: Any, *, api_version: str) -> tuple[UUID, int]:
    """The batch that the rows have become, and how many they are. Raises InvalidFields with the faults of all rows, and
    OutOfScope; then nothing is stored."""
    rows, faults = read_rows(sent)
    if faults:
        raise InvalidFields(faults)
    places = await _places(tx, caller, rows)
    faults = await _faults(tx, [(row, places[row.location_id]) for row in rows])
    if faults:
        raise InvalidFields(faults)
    records = [Record(_encode(row.sent), row.upload_id) for row in rows]
    return await open_batch(tx, caller, KIND, records, api_version=api_version), len(rows)


async def _places(tx: Transaction, caller: Caller, rows: Sequence[ImportRow]) -> dict[int, Place]:
    """Where the rows belong, in one statement. A location of another account is as unknown as none."""
    places = await accounts.places(tx, sorted({row.location_id for row in rows}))
    if faults := list(_misplaced(rows, places)):
        raise InvalidFields(faults)
    outside = [
        row for row in rows if not caller.scope.covers_location(places[row.location_id].company_id, row.location_id)
    ]
    if outside:
        sentence = "Your API user's scope does not cover this location."
        fields = [FieldError(f"{row.path}.ottimate_location_id", sentence, "out_of_scope") for row in outside]
        raise OutOfScope(fields, what="location")
    return places


def _misplaced(rows: Sequence[ImportRow], places: Mapping[int, Place]) -> Iterable[FieldError]:
    for row in rows:
        place = places.get(row.location_id)
        if place is None:
            sentence = "There is no such location within your access: check the id."
            yield FieldError(f"{row.path}.ottimate_location_id", sentence, "unknown_location")
        elif not place.active:
            sentence = "This location is closed: choose another one."
            yield FieldError(f"{row.path}.ottimate_location_id", sentence, "location_inactive")


async def _faults(tx: Transaction, placed: Sequence[tuple[ImportRow, Place]]) -> list[FieldError]:
    """Of all rows: what can be read from them alone, then what has to be looked up, by company."""
    faults: list[FieldError] = []
    read: list[tuple[int, ImportRow, Values, list[Values]]] = []
    for row, place in placed:
        currency = currency_of(row.sent, place.currency)
        header = read_header(row.sent, currency)
        lines, of_lines = read_new_lines(row.sent.get("items"), currency)
        faults += below(row.path, [*header.faults, *of_lines, *read_image_urls(row.sent)[1]])
        read.append((place.company_id, row, header.values, [*lines]))
    if faults:
        return faults
    read.sort(key=lambda one: one[0])
    for company_id, group in groupby(read, key=lambda one: one[0]):
        faults += await _unknown(tx, company_id, [(row, header, lines) for _, row, header, lines in group])
    return faults


async def _unknown(
    tx: Transaction, company_id: int, rows: Sequence[tuple[ImportRow, Values, list[Values]]]
) -> list[FieldError]:
    """Dimensions and custom fields that the company does not have, in two statements for all its rows."""
    coded: dict[str, Values] = {}
    fields: dict[str, tuple[Subject, Values | None]] = {}
    for row, header, lines in rows:
        coded[f"{row.path}.dimensions"] = header.get("dimensions") or {}
        fields[f"{row.path}.custom_fields"] = (Subject.INVOICE, header.get("custom_fields"))
        for n, line in enumerate(lines):
            coded[f"{row.path}.items[{n}].dimensions"] = line.get("dimensions") or {}
            fields[f"{row.path}.items[{n}].custom_fields"] = (Subject.ITEM, line.get("custom_fields"))
    resolved = await dimensions.resolve_all(tx, company_id, coded)
    return [*resolved.faults, *(await custom_fields.resolve_all(tx, company_id, fields)).faults]
