"""API shapes of imports (extension: the contract has no CSV)."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.imports.model import Did, ImportKind, ImportStatus
from payables.imports.rules.read_csv import MOST_ROWS
from payables.platform.http.instants import Instant, InstantUtc


class ImportForm(msgspec.Struct):
    """Body of POST /imports, multipart/form-data."""

    file: Annotated[
        str, Meta(description=f"A CSV file of at most {MOST_ROWS} rows.", extra_json_schema={"format": "binary"})
    ]
    kind: Annotated[ImportKind, Meta(description="What its rows are.")]
    ottimate_company_id: Annotated[int, Meta(description="The company they belong to.")]
    dry_run: Annotated[bool, Meta(description="true: only tell what would happen; nothing is stored.")] = False
    skip_failed: Annotated[
        bool, Meta(description="true: take in the good rows when others fail. Otherwise nothing is taken in then.")
    ] = False
    decimal_mark: Annotated[
        str, Meta(description="How amounts are written: 1,234.50 or 1.234,50.", extra_json_schema={"enum": [".", ","]})
    ] = "."


class ImportFault(msgspec.Struct):
    """What is wrong with a row."""

    field: Annotated[str, Meta(description="The column; empty when it is the row as such.")]
    error: Annotated[str, Meta(description="A sentence for people.")]
    type: Annotated[str, Meta(description="Stable machine code.")]


class ImportRow(msgspec.Struct):
    """What became of a row, or of the rows of one invoice."""

    rows: Annotated[list[int], Meta(description="Rows of the sheet; its header is row 1.")]
    did: Annotated[Did, Meta(description="In a dry run: what it would do.")]
    id: Annotated[str | None, Meta(description="The record. In a dry run the id of a new one is not kept.")]
    label: Annotated[str | None, Meta(description="How the file calls it.")]
    before: Annotated[dict[str, Any] | None, Meta(description="Of an updated record: what it was.")]
    after: Annotated[dict[str, Any] | None, Meta(description="What it is now, in short.")]
    cells: Annotated[
        list[dict[str, str]], Meta(description="In a dry run: the cells of these rows as they were read; else empty.")
    ]
    errors: list[ImportFault]
    notes: Annotated[list[str], Meta(description="Worth knowing: why a new invoice needs attention.")]
    undone: bool
    undo_refused: Annotated[str | None, Meta(description="After an undo: why this one stayed.")]


class ImportObject(msgspec.Struct, kw_only=True):
    """A file that was taken in, in short."""

    id: Annotated[str, Meta(description="UUID; of a dry run it is not kept.")]
    kind: ImportKind
    status: ImportStatus
    ottimate_company_id: int
    filename: str
    created: int
    updated: int
    unchanged: int
    failed: int
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None
    undone_date: Instant | None
    undone_date_utc: InstantUtc | None


class ImportDetail(ImportObject, kw_only=True):
    """The same with its rows."""

    version: str
    ignored_columns: Annotated[list[str], Meta(description="Columns that no field is called like.")]
    rows: list[ImportRow]


class ImportList(msgspec.Struct):
    """Imports, newest first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[ImportObject]


class ImportColumns(msgspec.Struct):
    """The columns of each kind of file."""

    version: str
    columns: Annotated[
        dict[str, list[str]], Meta(description="Kind -> names. Case, blanks, dots and underscores do not matter.")
    ]
    aliases: Annotated[dict[str, dict[str, str]], Meta(description="Kind -> other name -> column.")]
