"""API shape of declining an invoice."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.schema.approvals import ApproverWanted


class Decline(msgspec.Struct):
    """Body of POST /invoices/{id}/decline."""

    reason: Annotated[
        str, Meta(description="Why: shown with the invoice.", extra_json_schema={"minLength": 1, "maxLength": 2000})
    ]
    approver: Annotated[
        ApproverWanted | None, Meta(description="The person on whose behalf you decline, if your role allows it.")
    ] = None
