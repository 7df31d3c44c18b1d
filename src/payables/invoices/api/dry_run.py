"""Route that tries an approval policy on invoices of the past (extension)."""

from itertools import groupby
from uuid import UUID

from litestar.params import JSONBody

from payables.approvals.actions.try_policy import Trial
from payables.approvals.model import Link, Request
from payables.invoices.actions.dry_run_policy import DryRun, Tried, dry_run_policy
from payables.invoices.model import Invoice
from payables.invoices.schema.approvals import PolicyObject
from payables.invoices.schema.dry_run import (
    DryRunAnswer,
    DryRunBody,
    DryRunSummary,
    TriedInvoice,
    TriedLink,
    UnmetCondition,
)
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Feature, Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import window_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post
from payables.platform.http.rows import int_id


@post(
    "/v1/approval-policies/dry-run",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Try an approval policy on invoices of the past",
    description="Who would have been asked, in which order, and what keeps the policy from asking. Changes nothing.",
    tag="Approvals",
    operation_id="post-approval-policies-dry-run",
    errors=(404,),
    body=(DryRunBody, ("application/json",)),
    extension=True,
)
async def post_dry_run(request: ApiRequest, data: JSONBody[DryRunBody]) -> DryRunAnswer:
    company = data.ottimate_company_id
    run = await dry_run_policy(
        request.tx,
        request.caller,
        _tried(data),
        created=window_of("date", data.date_from, data.date_to, None, None),
        company_id=None if company is None else int_id("ottimate_company_id", company),
        limit=data.limit,
    )
    kept = data.policy_id is not None
    results = [_result(run, invoice, trial, kept=kept) for invoice, trial in run.invoices]
    return DryRunAnswer(request.answer_version, _summary(results), results)


def _tried(data: DryRunBody) -> Tried:
    """Raises InvalidFields, NotFound."""
    if data.policy is None and data.policy_id is None:
        raise InvalidFields([FieldError("policy", "Send a policy, or the policy_id of one.", "required")])
    if data.policy_version is not None and (data.policy_id is None or data.policy is not None):
        sentence = "A version is one of the policy that policy_id names, and not sent with a draft."
        raise InvalidFields([FieldError("policy_version", sentence, "contradiction")])
    policy_id: UUID | None = parse_uuid(data.policy_id) if data.policy_id is not None else None
    if policy_id is None and data.policy_id is not None:
        raise NotFound(what="approval policy")
    return Tried(data.policy, policy_id, data.policy_version)


def _result(run: DryRun, invoice: Invoice, trial: Trial, *, kept: bool) -> TriedInvoice:
    own = [request for request in trial.chain if request.link.policy.id == run.policy.id]
    return TriedInvoice(
        id=str(invoice.id),
        invoice_id=invoice.invoice_id,
        invoice_number=invoice.number,
        total_amount=invoice.total_amount,
        currency=invoice.currency,
        **twins("created_date", invoice.created_at),
        matched=bool(own),
        in_error=any(request.error for request in own),
        not_met=[UnmetCondition(unmet.condition, unmet.sentence) for unmet in trial.kept],
        chain=[_link(run, link, list(asked), kept=kept) for link, asked in groupby(trial.chain, key=_of_link)],
        falls_back_to_single=not trial.chain,
    )


def _of_link(request: Request) -> Link:
    return request.link


def _link(run: DryRun, link: Link, requests: list[Request], *, kept: bool) -> TriedLink:
    """A draft that stands in nobody's place has no id to show."""
    policy = link.policy
    id = str(policy.id) if kept or policy.id != run.policy.id else ""
    persons = [run.people[one.approver_id].person for one in requests if one.approver_id is not None]
    return TriedLink(link.stage, PolicyObject(id, policy.terms.name), policy.terms.needs, persons, requests[0].error)


def _summary(results: list[TriedInvoice]) -> DryRunSummary:
    matched = sum(result.matched for result in results)
    in_error = sum(result.in_error for result in results)
    single = sum(result.falls_back_to_single for result in results)
    return DryRunSummary(len(results), matched, len(results) - matched, in_error, single)
