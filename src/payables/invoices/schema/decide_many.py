"""API shapes of deciding over many invoices at once (extension)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.model import Status
from payables.invoices.schema.approvals import ApproverWanted
from payables.invoices.schema.approvals import Comment as Said
from payables.invoices.schema.export import InvoiceId

MOST = 100


class InvoiceSeen(msgspec.Struct):
    """One invoice as it was looked at."""

    invoice_id: InvoiceId
    etag: Annotated[
        str,
        Meta(
            description="ETag of the version that was looked at, as its detail or `etag` of a list with expand=approvers shows "
            "it. What was changed since is refused.",
            examples=['"3-9f2c0a7be4d15a66"'],
        ),
    ]


Invoices = Annotated[list[InvoiceSeen], Meta(min_length=1, max_length=MOST)]


class InvoicesToDecide(msgspec.Struct):
    """Body of what is done to many invoices without saying anything."""

    invoices: Invoices


class ApproveMany(msgspec.Struct):
    """Body of POST /invoices/approve. Nothing is forced in bulk."""

    invoices: Invoices
    comment: Said | None = None
    approver: Annotated[
        ApproverWanted | None, Meta(description="The person on whose behalf you approve, if your role allows it.")
    ] = None


class DeclineMany(msgspec.Struct):
    """Body of POST /invoices/decline."""

    invoices: Invoices
    reason: Annotated[
        str, Meta(description="Why: shown with each invoice.", extra_json_schema={"minLength": 1, "maxLength": 2000})
    ]
    approver: Annotated[
        ApproverWanted | None, Meta(description="The person on whose behalf you decline, if your role allows it.")
    ] = None


class FlagMany(msgspec.Struct):
    """Body of POST /invoices/flag."""

    invoices: Invoices
    flagging_reason: Said | None = None


class WhyNot(msgspec.Struct):
    """Why something is refused."""

    code: Annotated[str, Meta(description="Stable machine code.", examples=["stale_version", "own_entry"])]
    message: Annotated[str, Meta(description="A sentence for people.")]


class DecidedRow(msgspec.Struct):
    """What became of one invoice."""

    id: Annotated[str, Meta(description="As it was sent.")]
    ok: bool
    invoice_id: Annotated[int | None, Meta(description="Null where there is no such invoice within your access.")]
    state: Annotated[Status | None, Meta(description="Its status now, whether it was decided or not.")]
    etag: Annotated[str | None, Meta(description="Of its version now.")]
    error: Annotated[WhyNot | None, Meta(description="Null where it is done.")]


class DecidedMany(msgspec.Struct):
    """Partial failure is 200: each row by itself, in the order of the request."""

    version: str
    done: Annotated[int, Meta(description="How many rows are ok.")]
    failed: int
    results: list[DecidedRow]
