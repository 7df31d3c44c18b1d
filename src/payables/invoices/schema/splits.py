"""API shapes of bodies that split invoices. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.invoices.schema.bodies import Dimensions
from payables.platform.http.rows import IntId


class SplitPartBody(msgspec.Struct, kw_only=True):
    """One part: by percent, or by amount."""

    percent: Annotated[
        Decimal | None, Meta(description="More than 0, at most six decimals; all parts come to 100.")
    ] = None
    amount: Annotated[Decimal | None, Meta(description="All parts come to exactly what is split.")] = None
    memo: Annotated[str | None, Meta(extra_json_schema={"maxLength": 1000})] = None
    dimensions: Dimensions | None = None
    custom_fields: Annotated[
        dict[str, Any] | None, Meta(description="Of the account's fields for splits (gl_split).")
    ] = None


class SplitBody(msgspec.Struct, kw_only=True):
    """Body of POST /invoices/{id}/splits."""

    splits: Annotated[list[SplitPartBody], Meta(min_length=1, max_length=100)]
    item_id: Annotated[IntId | None, Meta(description="The line to split; the invoice's total if left out.")] = None
    remember: Annotated[
        str,
        Meta(
            description="always: later invoices of the vendor, or its lines of this item, are split so too.",
            extra_json_schema={"enum": ["this_time", "always"]},
        ),
    ] = "this_time"
