"""API shapes of the dry run of a policy (extension)."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.approvals.model import Needs, PolicyDraft
from payables.invoices.schema.approvals import PolicyObject
from payables.platform.http.instants import Instant, InstantUtc

MOST = 1000


class DryRunBody(msgspec.Struct, kw_only=True):
    """Body of POST /approval-policies/dry-run: a policy that is not kept, or one that is; with both, the draft in the
    place of the one that is kept."""

    policy: PolicyDraft | None = None
    policy_id: Annotated[str | None, Meta(description="A policy, at its newest version or the one named.")] = None
    policy_version: int | None = None
    ottimate_company_id: Annotated[int | str | None, Meta(description="Only invoices of this company.")] = None
    date_from: Annotated[
        str | None, Meta(description='Created then or later: YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC.')
    ] = None
    date_to: Annotated[str | None, Meta(description="Created then or before.")] = None
    limit: Annotated[int, Meta(description=f"Invoices, newest first: 1 to {MOST}.", ge=1, le=MOST)] = 100


class UnmetCondition(msgspec.Struct):
    """What keeps the policy from asking for an invoice; `level`, `catch_all` and `after` are conditions too."""

    condition: str
    message: str


class TriedLink(msgspec.Struct):
    """A policy of the chain that the invoice would have had."""

    stage: int
    policy: Annotated[PolicyObject, Meta(description="With an empty id for the draft.")]
    needs: Needs
    approvers: list[Person]
    error: str | None


class TriedInvoice(msgspec.Struct, kw_only=True):
    """What would have happened to one invoice."""

    id: str
    invoice_id: int
    invoice_number: str | None
    total_amount: Decimal | None
    currency: str
    created_date: Instant
    created_date_utc: InstantUtc
    matched: Annotated[bool, Meta(description="The policy would have asked.")]
    in_error: Annotated[bool, Meta(description="It would have asked, and nobody could have completed it.")]
    not_met: list[UnmetCondition]
    chain: Annotated[list[TriedLink], Meta(description="Of all policies, in order. Empty: one person is enough.")]
    falls_back_to_single: Annotated[bool, Meta(description="No policy at all would have asked: one person is enough.")]


class DryRunSummary(msgspec.Struct):
    """Counts of invoices; `in_error` are among those that matched, `falls_back_to_single` among those that did not."""

    invoices: int
    matched: int
    not_matched: int
    in_error: int
    falls_back_to_single: int


class DryRunAnswer(msgspec.Struct):
    """Answer of POST /approval-policies/dry-run."""

    version: str
    summary: DryRunSummary
    results: list[TriedInvoice]
