"""The body of POST /statements as a statement that comes in."""

from typing import Any

import msgspec

from payables.kit.errors import FieldError
from payables.statements.model import EntryType, Incoming, Source
from payables.statements.rules.entries import check, content_of, heading_of, lines_of
from payables.statements.schema.statements import StatementBody, StatementLineBody


def incoming_of(body: StatementBody) -> Incoming:
    """Raises InvalidFields with every field that is wrong, TooManyLines."""
    faults: list[FieldError] = []
    heading = heading_of(msgspec.structs.asdict(body), faults)
    if not body.lines:
        faults.append(FieldError("lines", "Send at least one line.", "required"))
    rows = [(f"lines[{n}]", _values(line)) for n, line in enumerate(body.lines)]
    lines = lines_of(rows, body.currency if heading and body.currency else "USD", faults)
    check(faults)
    assert heading is not None
    return Incoming(heading, Source.JSON, content_of(heading, lines), lines)


def _values(line: StatementLineBody) -> dict[str, Any]:
    return {**msgspec.structs.asdict(line), "type": None if line.type is None else EntryType(line.type)}
