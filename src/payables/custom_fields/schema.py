"""API shapes of custom fields."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.custom_fields.model import FieldType, Subject


class CustomFieldObject(msgspec.Struct):
    """A field that records may have in `custom_fields`."""

    key: Annotated[str, Meta(description="The name in custom_fields.", examples=["cost_centre"])]
    subject: Annotated[Subject, Meta(description="What has the field.")]
    type: FieldType
    label: Annotated[str, Meta(description="For people.")]
    required: Annotated[bool, Meta(description="Whether a record cannot be written without it.")]
    default: Annotated[Any, Meta(description="What a record gets that leaves the field out.")]
    choices: Annotated[list[str], Meta(description="All values of a choice.")]
    ottimate_company_id: Annotated[int | None, Meta(description="Null for a field of the whole account.")]


class CustomFieldList(msgspec.Struct):
    """Answer of GET /custom-fields, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[CustomFieldObject]
