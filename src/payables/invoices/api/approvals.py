"""Routes of approving and flagging (contract/invoices-and-catalog.md section 4)."""

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.model import Approval, StandIn
from payables.approvals.queries import decisions as approvals
from payables.approvals.queries import stand_ins
from payables.invoices.actions.add_approvers import add_approvers
from payables.invoices.actions.approve import approve
from payables.invoices.actions.flag import flag
from payables.invoices.actions.remove_approver import remove_approver
from payables.invoices.actions.renew_approvers import renew_approvers
from payables.invoices.api.answer import answer_detail
from payables.invoices.model import State, Status
from payables.invoices.queries import records
from payables.invoices.schema.approvals import (
    ApprovalNamed,
    ApprovalObject,
    Approve,
    ApproverList,
    ApproverObject,
    ApproversWanted,
    ApproverWanted,
    Flag,
    Flagged,
    FlaggedInvoice,
    OutOfOffice,
    PolicyObject,
)
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.dates import format_utc
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id
from payables.kit.said import said
from payables.notices.model import Subject
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag, read_tag
from payables.platform.http.instants import twins
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

JSON = ("application/json",)
NOBODY = ApproverObject("", None, "")


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
    return await _listed(request, Subject("invoice", seen.invoice.id), put_away=put_away)


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
        [_person(who, f"approvers[{n}]") for n, who in enumerate(people)],
        seen_version=read_etag(if_match),
    )
    return await _listed(request, Subject("invoice", invoice))


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
    return await _listed(request, Subject("invoice", invoice))


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
    return await _listed(request, Subject("invoice", invoice))


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
    acts_for = _person(wanted.approver, "approver") if wanted.approver else None
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


def _person(wanted: ApproverWanted, field: str) -> int | str:
    """The id as a number, or the address. Raises InvalidFields naming the field."""
    user_id = parse_int_id(str(wanted.id)) if wanted.id is not None else None
    if user_id is not None:
        return user_id
    if wanted.id is None and wanted.email:
        return wanted.email
    raise InvalidFields([FieldError(field, "Send the user's id or email.", "required")])


async def _listed(request: ApiRequest, subject: Subject, *, put_away: bool = False) -> ApproverList:
    """What was put away waits for nobody."""
    records = await approvals.of_subject(request.tx, subject)
    absent = await stand_ins.away(request.tx, [one.approver_id for one in records if one.approver_id is not None])
    ids = {id for record in records for id in (record.approver_id, record.decided_by, *record.escalated_to)}
    ids |= {one.stand_in_id for one in absent.values()}
    users = await access.users(request.tx, sorted(id for id in ids if id is not None))
    turn: frozenset[str] = frozenset() if put_away else approvals.whose_turn(records)
    shown = [_shown(one, users, one.id in turn, absent.get(one.approver_id or 0)) for one in records]
    return ApproverList(request.answer_version, shown)


def _shown(record: Approval, users: dict[int, User], waiting: bool, absence: StandIn | None) -> ApprovalObject:
    return ApprovalObject(
        id=record.id,
        approver=_user(users[record.approver_id]) if record.approver_id is not None else NOBODY,
        policy=PolicyObject(str(record.policy_id), record.policy_name or "") if record.policy_id else None,
        created_date=format_utc(record.created_at),
        status=record.status,
        decided_date=format_utc(record.decided_at) if record.decided_at else None,
        decided_by=_user(users[record.decided_by]) if record.decided_by in users else None,
        forced=record.forced,
        comment=record.comment,
        stage=record.stage,
        waiting=waiting,
        needs=record.needs,
        superseded=record.superseded,
        policy_version=record.policy_version,
        error=record.error,
        stand_in_for=_user(users[record.approver_id]) if record.decided_as and record.approver_id is not None else None,
        decided_as=record.decided_as,
        escalated_to=[_user(users[id]) for id in record.escalated_to if id in users],
        out_of_office=_absence(absence, users) if absence else None,
    )


def _absence(absence: StandIn, users: dict[int, User]) -> OutOfOffice:
    return OutOfOffice(
        **twins("end_date", absence.until),
        note=absence.note,
        stand_in=_user(users[absence.stand_in_id]) if absence.stand_in_id is not None else None,
    )


def _user(user: User) -> ApproverObject:
    return ApproverObject(str(user.id), user.email, user.display_name)
