"""API shapes of the approval of one invoice in one read (extension)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.approvals.model import Step
from payables.invoices.model import Status
from payables.invoices.schema.approvals import ApprovalObject, ApproverObject
from payables.invoices.schema.decide_many import WhyNot
from payables.platform.http.instants import Instant, InstantUtc


class May(msgspec.Struct):
    """Whether a step would be refused as things are now."""

    may: bool
    why_not: Annotated[WhyNot | None, Meta(description="Null where it may be done.")]


class YourPart(msgspec.Struct):
    """What whoever reads it may do about the approval."""

    approve: May
    decline: May
    in_place_of: Annotated[list[ApproverObject], Meta(description="Whose requests you would decide with your own.")]
    completes: Annotated[bool, Meta(description="Nobody's approval would be missing after yours.")]
    force: Annotated[bool, Meta(description="You may force it, with a reason.")]
    undo: Annotated[
        Step | None,
        Meta(description="What you have done last and may take back: POST /invoices/{id}/{approve|decline|flag}/undo."),
    ]


class ApprovalAnswer(msgspec.Struct):
    """Answer of GET /invoices/{id}/approval."""

    version: str
    id: Annotated[str, Meta(description="UUID of the invoice.")]
    invoice_id: int
    status: Status
    etag: Annotated[str, Meta(description="For If-Match: what is decided is exactly what was seen.")]
    waiting_since_date: Annotated[Instant | None, Meta(description="The earliest turn that is open; null: nobody's.")]
    waiting_since_date_utc: InstantUtc | None
    approvers: Annotated[list[ApprovalObject], Meta(description="The whole chain, as GET /invoices/{id}/approvers.")]
    yours: YourPart
