"""API shapes of column mappings."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.exports.model import Column, Format, QuickBooks, RowPer
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

MappingName = Annotated[str, Meta(min_length=1, max_length=200, description="Unique in its company, in any case.")]
Columns = Annotated[list[Column], Meta(max_length=100, description="Of csv and xlsx, in the order of the file.")]
Bom = Annotated[bool, Meta(description="csv: begin with the mark that tells spreadsheets it is UTF-8.")]


class MappingBody(msgspec.Struct, kw_only=True):
    """Body of POST /export-mappings."""

    ottimate_company_id: IntId
    name: MappingName
    format: Format
    row_per: RowPer = RowPer.LINE
    columns: Columns = []
    bom: Bom = True
    quickbooks: Annotated[QuickBooks | None, Meta(description="Only of iif.")] = None


class MappingChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /export-mappings/{id}: what is left out stays."""

    name: MappingName | None = None
    format: Format | None = None
    row_per: RowPer | None = None
    columns: Columns | None = None
    bom: Bom | None = None
    quickbooks: QuickBooks | None = None


class MappingObject(msgspec.Struct):
    """A saved mapping. Every change makes a new version; jobs keep a copy of what they used."""

    id: str
    ottimate_company_id: int
    name: str
    format: Format
    row_per: RowPer
    columns: list[Column]
    bom: bool
    quickbooks: QuickBooks | None
    mapping_version: int
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc


class MappingAnswer(MappingObject, kw_only=True):
    """One mapping."""

    version: str


class MappingList(msgspec.Struct):
    """Answer of GET /export-mappings, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[MappingObject]
