"""Route that tells all about the approval of one invoice: the chain, since when whom it waits for, and what one may do."""

from collections.abc import Sequence
from dataclasses import fields

from payables.access import queries as access
from payables.invoices.actions.weigh_approval import Weighed, weigh_approval
from payables.invoices.actions.weigh_steps import Steps, weigh_steps
from payables.invoices.api.shown_approvals import shown_approvals, shown_person
from payables.invoices.model import State
from payables.invoices.queries import records
from payables.invoices.queries.coded_as import coded_with
from payables.invoices.rules.coded_as import tag
from payables.invoices.schema.approval import ApprovalAnswer, May, YourPart
from payables.invoices.schema.approvals import ApprovalObject
from payables.invoices.schema.decide_many import WhyNot
from payables.kit.errors import Refusal
from payables.platform.caller import Permission
from payables.platform.http.etag import etag_of
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/{id:str}/approval",
    needs=Permission.INVOICES_READ,
    summary="Read how the approval of an invoice stands, and what you may do about it",
    description="All that a page shows beside an invoice, in one read.",
    tag="Invoices",
    operation_id="get-invoices-id-approval",
    errors=(404,),
    extension=True,
)
async def get_approval(request: ApiRequest, id: InvoiceId) -> ApprovalAnswer:
    tx = request.tx
    seen = await records.seen(tx, request.caller, id)
    invoice = seen.invoice
    chain = (await shown_approvals(tx, {invoice.id: invoice.state is State.ARCHIVED}))[invoice.id]
    since, since_utc = _since(chain)
    coded = await coded_with(tx, invoice.id)
    return ApprovalAnswer(
        version=request.answer_version,
        id=str(invoice.id),
        invoice_id=invoice.invoice_id,
        status=seen.status,
        etag=etag_of(invoice.version, tag(coded)),
        waiting_since_date=since,
        waiting_since_date_utc=since_utc,
        approvers=chain,
        yours=await _yours(
            request,
            await weigh_approval(tx, request.caller, invoice, coded),
            await weigh_steps(tx, request.caller, seen),
        ),
    )


def _since(chain: Sequence[ApprovalObject]) -> tuple[str | None, str | None]:
    open_ones = [one for one in chain if one.waiting_since_date_utc is not None]
    first = min(open_ones, key=lambda one: one.waiting_since_date_utc or "", default=None)
    return (first.waiting_since_date, first.waiting_since_date_utc) if first else (None, None)


async def _yours(request: ApiRequest, weighed: Weighed, steps: Steps) -> YourPart:
    users = await access.users(request.tx, weighed.in_place_of) if weighed.in_place_of else {}
    return YourPart(
        approve=_may(weighed.not_approve),
        decline=_may(weighed.not_decline),
        **{step.name: _may(getattr(steps, step.name)) for step in fields(steps)},
        in_place_of=[shown_person(users[id]) for id in weighed.in_place_of],
        completes=weighed.completes,
        force=weighed.force,
        undo=weighed.undo,
    )


def _may(refusal: Refusal | None) -> May:
    return May(refusal is None, WhyNot(refusal.code, refusal.sentence) if refusal else None)
