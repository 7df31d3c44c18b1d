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
    """What whoever reads it may do, as things are now."""

    approve: May
    decline: May
    edit: Annotated[May, Meta(description="PATCH of its values, lines and files.")]
    archive: May
    restore: May
    flag: May
    hold: May
    release: May
    ask: Annotated[May, Meta(description="POST /invoices/{id}/approvers.")]
    renew: Annotated[May, Meta(description="POST /invoices/{id}/approvers/renew.")]
    comment: May
    match: Annotated[May, Meta(description="Pairing its lines with those of orders, and matching it again.")]
    decide_match: Annotated[May, Meta(description="Accepting what differs from the order, and claims.")]
    decide_catalog: Annotated[May, Meta(description="Deciding which entries of the catalog its lines are.")]
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
