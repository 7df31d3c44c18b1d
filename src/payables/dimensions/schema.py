"""API shapes of dimensions (contract/platform.md section 8.2)."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.dimensions.model import DimensionType
from payables.dimensions.rules.fields import LONGEST
from payables.platform.http.rows import IntId

Detail = Literal["basic"]


def _described(name: str, text: str, *examples: str, **schema: Any) -> Meta:
    limits = {"minLength": 1, "maxLength": LONGEST[name]}
    return Meta(description=text, examples=list(examples) or None, extra_json_schema=limits | schema)


Name = Annotated[str, _described("name", "Name in the ERP.", "Food Cost")]
ErpType = Annotated[str, _described("erp_type", "What the ERP calls this category.", "Account", "GLACCOUNT")]
Code = Annotated[str, _described("code", "GL code or short code.", "5000")]
ReferenceId = Annotated[
    str, _described("reference_id", "Unique in the company; bulk finds the dimension by it.", "acct-food-cost-001")
]
ErpDimensionId = Annotated[
    str,
    _described("erp_dimension_id", "Id in the ERP, unique in company and type; invoices name it.", "5000", "DEPT-001"),
]
SentType = Annotated[
    str,
    _described(
        "ottimate_type",
        "The category, in any case; cost_type is read as costtype.",
        "account",
        enum=[*DimensionType, "cost_type"],
    ),
]


class DimensionObject(msgspec.Struct, kw_only=True):
    """A dimension. With detail=basic only id, name, erp_type and erp_dimension_id."""

    id: Annotated[str, Meta(examples=["dim_VOH21Up3M7HV"])]
    name: Name
    erp_type: ErpType
    erp_dimension_id: ErpDimensionId
    code: Code | UnsetType = UNSET
    reference_id: ReferenceId | UnsetType = UNSET
    ottimate_type: DimensionType | UnsetType = UNSET
    ottimate_company_id: int | UnsetType = UNSET


class DimensionList(msgspec.Struct):
    """Answer of GET /dimensions, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    dimensions: list[DimensionObject]


class DimensionTypeCount(msgspec.Struct):
    """A category, and how many dimensions the company has of it."""

    ottimate_type: DimensionType
    count: int


class DimensionTypes(msgspec.Struct):
    """Answer of GET /dimensions/types (extension): only categories that the company has."""

    version: str
    types: list[DimensionTypeCount]


class DimensionAnswer(msgspec.Struct):
    """Answer of GET /dimensions/{id}."""

    version: str
    dimension: DimensionObject


class DimensionCreated(DimensionObject, kw_only=True):
    """Answer of POST /dimensions: the fields flat, and once more as an object."""

    version: str
    dimension: DimensionObject


class DimensionBody(msgspec.Struct, kw_only=True):
    """Body of POST /dimensions."""

    ottimate_company_id: IntId
    erp_type: ErpType
    ottimate_type: SentType
    name: Name
    code: Code
    reference_id: ReferenceId
    erp_dimension_id: ErpDimensionId


class DimensionRow(msgspec.Struct, kw_only=True):
    """A row of a bulk: a new dimension needs all six fields; of an existing one, fields left out keep their value."""

    reference_id: ReferenceId
    erp_type: ErpType | UnsetType = UNSET
    ottimate_type: SentType | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    code: Code | UnsetType = UNSET
    erp_dimension_id: ErpDimensionId | UnsetType = UNSET


class DimensionBulkBody(msgspec.Struct):
    """Body of POST /dimensions/bulk."""

    ottimate_company_id: IntId
    dimensions: Annotated[list[DimensionRow], Meta(max_length=100)]


class DimensionEnvelope(msgspec.Struct):
    """The same as it is decoded: rows are read one by one."""

    ottimate_company_id: IntId
    dimensions: list[Any]


class DimensionFault(msgspec.Struct):
    """A row that was not carried out."""

    index: Annotated[int, Meta(description="Position in the request, from 0.")]
    reference_id: str | None
    erp_dimension_id: str | None
    name: str | None
    error: Annotated[str, Meta(examples=["name is required"])]
    type: Annotated[str, Meta(examples=["validation_error", "duplicate_in_request", "already_exists"])]


class DimensionBulkAnswer(msgspec.Struct):
    """Answer of POST /dimensions/bulk."""

    version: str
    success_count: Annotated[int, Meta(description="created_count + updated_count")]
    created_count: int
    updated_count: Annotated[int, Meta(description="Rows that met a dimension, also those that changed nothing.")]
    error_count: int
    created: list[DimensionObject]
    updated: list[DimensionObject]
    errors: list[DimensionFault]
