"""Routes of approving and flagging (contract/invoices-and-catalog.md section 4)."""

from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import QueryParameter

from payables.invoices.actions.add_approvers import add_approvers
from payables.invoices.actions.approve import approve
from payables.invoices.actions.flag import flag
from payables.invoices.actions.remove_approver import remove_approver
from payables.invoices.actions.renew_approvers import renew_approvers
from payables.invoices.api.answer import answer_detail
from payables.invoices.api.persons import person_of
from payables.invoices.api.shown_approvals import shown_approvals
from payables.invoices.model import State, Status
from payables.invoices.queries import records
from payables.invoices.schema.approvals import (
    ApprovalNamed,
    Approve,
    ApproverList,
    ApproversWanted,
    Flag,
    Flagged,
    FlaggedInvoice,
)
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag, read_tag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

JSON = ("application/json",)


@get(
    "/v1/invoices/{id:str}/approvers",
    needs=Permission.INVOICES_READ,
    summary="List the approvers of an invoice",
    tag="Invoices",
    operation_id="get-invoices-id-approvers",
    errors=(404,),
)
async def list_approvers(request: ApiRequest, id: InvoiceId) -> ApproverList:
    seen = await records.seen(request.tx, request.caller, id)
    put_away = seen.invoice.state is State.ARCHIVED
    return await _listed(request, seen.invoice.id, put_away=put_away)


@post(
    "/v1/invoices/{id:str}/approvers",
    needs=Permission.INVOICES_EDIT,
    summary="Ask people to approve an invoice",
    tag="Invoices",
    operation_id="post-invoices-id-approvers",
    errors=(404, 412),
    body=(ApproversWanted, JSON),
)
async def post_approvers(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> ApproverList:
    wanted = await read_body(request, ApproversWanted)
    people = wanted.approvers if wanted.approvers is not None else [wanted]
    if not people:
        raise InvalidFields([FieldError("approvers", "Name at least one approver.", "required")])
    invoice = await add_approvers(
        request.tx,
        request.caller,
        id,
        [person_of(who, f"approvers[{n}]") for n, who in enumerate(people)],
        seen_version=read_etag(if_match),
    )
    return await _listed(request, invoice)


@post(
    "/v1/invoices/{id:str}/approvers/renew",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    summary="Ask by the policies as they are now",
    description="The chain of a waiting invoice is drawn up anew, after a policy was put right. Decisions so far are undone.",
    tag="Invoices",
    operation_id="post-invoices-id-approvers-renew",
    errors=(404, 412),
    body_optional=True,
    extension=True,
)
async def post_renew_approvers(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> ApproverList:
    invoice = await renew_approvers(request.tx, request.caller, id, seen_version=read_etag(if_match))
    return await _listed(request, invoice)


@delete(
    "/v1/invoices/{id:str}/approvers",
    needs=Permission.INVOICES_EDIT,
    summary="Take back a request for approval",
    tag="Invoices",
    operation_id="delete-invoices-id-approvers",
    errors=(404, 409),
    body=(ApprovalNamed, JSON),
    body_optional=True,
)
async def delete_approver(
    request: ApiRequest,
    id: InvoiceId,
    approval_id: Annotated[
        str | None, QueryParameter(description="Approval record; may be sent in the body instead.", required=False)
    ] = None,
) -> ApproverList:
    wanted = approval_id or (await read_body(request, ApprovalNamed)).approval_id
    if wanted is None:
        raise InvalidFields([FieldError("approval_id", "Name the approval record (pbjappr_...).", "required")])
    invoice = await remove_approver(request.tx, request.caller, id, wanted)
    return await _listed(request, invoice)


@post(
    "/v1/invoices/{id:str}/approve",
    needs=Permission.INVOICES_APPROVE,
    summary="Approve an invoice for export and payment",
    tag="Invoices",
    operation_id="post-invoices-id-approve",
    errors=(404, 412),
    body=(Approve, JSON),
    body_optional=True,
    etag=True,
)
async def post_approve(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    wanted = await read_body(request, Approve)
    acts_for = person_of(wanted.approver, "approver") if wanted.approver else None
    invoice = await approve(
        request.tx,
        request.caller,
        id,
        comment=said("comment", wanted.comment),
        force=wanted.force,
        acts_for=acts_for,
        seen_version=read_etag(if_match),
        seen_tag=read_tag(if_match),
    )
    return await answer_detail(request, invoice)


@post(
    "/v1/invoices/{id:str}/flag",
    needs=Permission.INVOICES_EDIT,
    summary="Flag an invoice for review",
    tag="Invoices",
    operation_id="post-invoices-id-flag",
    errors=(404, 412),
    body=(Flag, JSON),
    body_optional=True,
)
async def post_flag(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Flagged:
    wanted = await read_body(request, Flag)
    reason = said("flagging_reason", wanted.flagging_reason)
    invoice = await flag(request.tx, request.caller, id, reason, seen_version=read_etag(if_match))
    shown = FlaggedInvoice(str(invoice.id), invoice.invoice_id, invoice.number, Status.INCOMPLETE)
    return Flagged(request.answer_version, True, "The invoice was flagged for review.", shown)


async def _listed(request: ApiRequest, invoice: UUID, *, put_away: bool = False) -> ApproverList:
    """What was put away waits for nobody."""
    shown = await shown_approvals(request.tx, {invoice: put_away})
    return ApproverList(request.answer_version, shown[invoice])
