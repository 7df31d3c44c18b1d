"""API shapes of holding and releasing an invoice (extension; the contract shows `on_hold` only)."""

from typing import Annotated

import msgspec
from msgspec import Meta


class Hold(msgspec.Struct):
    """Body of POST /invoices/{id}/hold."""

    reason: Annotated[
        str,
        Meta(description="Why: shown with the invoice.", extra_json_schema={"minLength": 1, "maxLength": 2000}),
    ]


class Release(msgspec.Struct):
    """Body of POST /invoices/{id}/release; may be left out."""

    reason: Annotated[
        str | None, Meta(description="Shown in the invoice's history.", extra_json_schema={"maxLength": 2000})
    ] = None
