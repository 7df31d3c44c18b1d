"""API shapes of approving and flagging (contract/invoices-and-catalog.md section 4)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.approvals.model import DecidedAs, Decision, Needs
from payables.invoices.model import Status
from payables.platform.http.instants import Instant, InstantUtc

Comment = Annotated[str, Meta(max_length=2000)]


class ApproverObject(msgspec.Struct):
    """A person who is asked; empty where a policy has nobody to ask."""

    id: Annotated[str, Meta(description="User id, as text.", examples=["138872"])]
    email: str | None
    display_name: str


class OutOfOffice(msgspec.Struct):
    """An approver is away."""

    end_date: Annotated[Instant | None, Meta(description="Until before this instant; null: it is not known.")]
    end_date_utc: InstantUtc | None
    note: str | None
    stand_in: Annotated[ApproverObject | None, Meta(description="Who decides meanwhile, if anybody.")]


class PolicyObject(msgspec.Struct):
    """The policy that assigned the approver."""

    id: str
    name: str


class ApprovalObject(msgspec.Struct):
    """One person's part in the approval."""

    id: Annotated[str, Meta(description="Approval record.", examples=["pbjappr_e1e7eb2cf7cf11f080d40eff1c63a64d"])]
    approver: ApproverObject
    policy: Annotated[PolicyObject | None, Meta(description="Null for an approver added by hand.")]
    created_date: Annotated[str, Meta(description="When the person was asked.")]
    status: Annotated[Decision, Meta(description="Where this person's part stands.")]
    decided_date: str | None
    decided_by: Annotated[
        ApproverObject | None, Meta(description="Who decided: the approver, or who acted on the approver's behalf.")
    ]
    forced: Annotated[bool, Meta(description="Decided past the chain, with the permission to do so.")]
    comment: str | None
    stage: Annotated[int, Meta(description="Extension: place in the chain; what is asked by hand is of stage 0.")]
    waiting: Annotated[bool, Meta(description="Extension: it is open, and this person's turn.")]
    needs: Annotated[
        Needs | None, Meta(description="Extension: any one of the policy's people, or all; null for one added by hand.")
    ]
    superseded: Annotated[
        bool,
        Meta(
            description="Extension: not needed any more: another of `any` has approved, or somebody forced the chain."
        ),
    ]
    policy_version: Annotated[int | None, Meta(description="Extension: the version of the policy that asked.")]
    error: Annotated[
        str | None,
        Meta(description="Extension: why the policy can be completed by nobody; it takes force, or a new chain."),
    ]
    stand_in_for: Annotated[
        ApproverObject | None, Meta(description="Extension: the approver, where decided_by decided in their place.")
    ]
    decided_as: Annotated[
        DecidedAs | None, Meta(description="Extension: in whose right decided_by decided; null for the approver's own.")
    ]
    escalated_to: Annotated[
        list[ApproverObject], Meta(description="Extension: who may decide as well, because it took too long.")
    ]
    waiting_since_date: Annotated[
        Instant | None, Meta(description="Extension: when this person's turn came, while it is open; else null.")
    ]
    waiting_since_date_utc: InstantUtc | None
    out_of_office: Annotated[OutOfOffice | None, Meta(description="Extension: the approver is away now.")]


class ApproverList(msgspec.Struct):
    """Answer of the approvers' endpoints."""

    version: str
    approvers: list[ApprovalObject]


class ApproverWanted(msgspec.Struct):
    """A person by id or by e-mail address."""

    id: Annotated[int | str | None, Meta(description="User id, as number or text.")] = None
    email: str | None = None


class ApproversWanted(ApproverWanted):
    """Body of POST /invoices/{id}/approvers: a list, or a single person's id or email at the top level."""

    approvers: Annotated[list[ApproverWanted], Meta(max_length=50)] | None = None


class ApprovalNamed(msgspec.Struct):
    """Body of DELETE /invoices/{id}/approvers, where it is not in the query."""

    approval_id: str | None = None


class Approve(msgspec.Struct):
    """Body of POST /invoices/{id}/approve; all of it may be left out."""

    comment: Comment | None = None
    force: Annotated[
        bool, Meta(description="Complete the chain at once: needs the permission and a comment that says why.")
    ] = False
    approver: Annotated[
        ApproverWanted | None, Meta(description="The person on whose behalf you approve, if your role allows it.")
    ] = None


class Flag(msgspec.Struct):
    """Body of POST /invoices/{id}/flag; may be left out."""

    flagging_reason: Comment | None = None


class FlaggedInvoice(msgspec.Struct):
    """The invoice as far as flagging concerns it."""

    id: str
    invoice_id: int
    invoice_number: str | None
    status: Status


class Flagged(msgspec.Struct):
    """Answer of POST /invoices/{id}/flag."""

    version: str
    success: bool
    message: str
    invoice: FlaggedInvoice
