"""Routes that decide over many invoices at once, and take that back: each row by itself."""

from collections.abc import Sequence

from litestar.params import JSONBody

from payables.approvals.model import Step
from payables.invoices.actions.approve import approve
from payables.invoices.actions.decide_many import Chosen, Decide, decide_many
from payables.invoices.actions.decline import decline
from payables.invoices.actions.flag import flag
from payables.invoices.actions.undo import undo
from payables.invoices.api.persons import person_of
from payables.invoices.queries.coded_as import coded_as
from payables.invoices.queries.records import Seen
from payables.invoices.queries.seen_many import seen_many
from payables.invoices.rules.coded_as import tag
from payables.invoices.schema.decide_many import (
    ApproveMany,
    DecidedMany,
    DecidedRow,
    DeclineMany,
    FlagMany,
    InvoiceSeen,
    InvoicesToDecide,
    WhyNot,
)
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.said import must_say, said
from payables.platform.caller import Permission
from payables.platform.http.etag import etag_of, read_etag, read_tag
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post

EACH = (
    "Each by itself: one that is refused keeps none of the others back. What was changed since it was seen is refused."
)


@post(
    "/v1/invoices/approve",
    needs=Permission.INVOICES_APPROVE,
    summary="Approve up to 100 invoices",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-approve",
    extension=True,
)
async def post_approve_many(request: ApiRequest, data: JSONBody[ApproveMany]) -> DecidedMany:
    comment, acts_for = said("comment", data.comment), person_of(data.approver, "approver") if data.approver else None

    def one(chosen: Chosen):
        return approve(
            request.tx,
            request.caller,
            chosen.id,
            comment=comment,
            acts_for=acts_for,
            seen_version=chosen.version,
            seen_tag=chosen.tag,
        )

    return await _decided(request, data.invoices, one)


@post(
    "/v1/invoices/decline",
    needs=Permission.INVOICES_APPROVE,
    summary="Decline to approve up to 100 invoices",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-decline",
    extension=True,
)
async def post_decline_many(request: ApiRequest, data: JSONBody[DeclineMany]) -> DecidedMany:
    reason = must_say("reason", data.reason, "Say why: whoever works on them has to know.")
    acts_for = person_of(data.approver, "approver") if data.approver else None

    def one(chosen: Chosen):
        return decline(
            request.tx, request.caller, chosen.id, reason=reason, acts_for=acts_for, seen_version=chosen.version
        )

    return await _decided(request, data.invoices, one)


@post(
    "/v1/invoices/flag",
    needs=Permission.INVOICES_EDIT,
    summary="Flag up to 100 invoices for review",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-flag",
    extension=True,
)
async def post_flag_many(request: ApiRequest, data: JSONBody[FlagMany]) -> DecidedMany:
    reason = said("flagging_reason", data.flagging_reason)

    def one(chosen: Chosen):
        return flag(request.tx, request.caller, chosen.id, reason, seen_version=chosen.version)

    return await _decided(request, data.invoices, one)


@post(
    "/v1/invoices/approve/undo",
    needs=Permission.INVOICES_APPROVE,
    summary="Take back one's own approvals of up to 100 invoices",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-approve-undo",
    extension=True,
)
async def post_undo_approve_many(request: ApiRequest, data: JSONBody[InvoicesToDecide]) -> DecidedMany:
    return await _undone(request, data, Step.APPROVE)


@post(
    "/v1/invoices/decline/undo",
    needs=Permission.INVOICES_APPROVE,
    summary="Take back one's own declines of up to 100 invoices",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-decline-undo",
    extension=True,
)
async def post_undo_decline_many(request: ApiRequest, data: JSONBody[InvoicesToDecide]) -> DecidedMany:
    return await _undone(request, data, Step.DECLINE)


@post(
    "/v1/invoices/flag/undo",
    needs=Permission.INVOICES_EDIT,
    summary="Take back one's own flags of up to 100 invoices",
    description=EACH,
    tag="Invoices",
    operation_id="post-invoices-flag-undo",
    extension=True,
)
async def post_undo_flag_many(request: ApiRequest, data: JSONBody[InvoicesToDecide]) -> DecidedMany:
    return await _undone(request, data, Step.FLAG)


async def _undone(request: ApiRequest, data: InvoicesToDecide, step: Step) -> DecidedMany:
    def one(chosen: Chosen):
        return undo(request.tx, request.caller, chosen.id, step, seen_version=chosen.version)

    return await _decided(request, data.invoices, one)


async def _decided(request: ApiRequest, sent: Sequence[InvoiceSeen], decide: Decide) -> DecidedMany:
    chosen = _chosen(sent)
    refusals = await decide_many(request.tx, request.caller, chosen, decide)
    seen, tags = await _as_they_are(request, chosen)
    rows = [
        _row(str(named.invoice_id), refusal, seen.get(one.id), tags)
        for named, one, refusal in zip(sent, chosen, refusals, strict=True)
    ]
    failed = sum(refusal is not None for refusal in refusals)
    return DecidedMany(request.answer_version, len(rows) - failed, failed, rows)


def _chosen(sent: Sequence[InvoiceSeen]) -> list[Chosen]:
    """Raises InvalidFields for what is no id or no ETag: nothing is decided then."""
    chosen: list[Chosen] = []
    faults: list[FieldError] = []
    for n, one in enumerate(sent):
        uuid, invoice_id = parse_uuid(str(one.invoice_id)), parse_int_id(str(one.invoice_id))
        version = _version(one.etag)
        if uuid is None and invoice_id is None:
            sentence = "Send the integer invoice_id or the UUID."
            faults.append(FieldError(f"invoices[{n}].invoice_id", sentence, "invalid_id"))
        if version is None:
            sentence = "Send the ETag of the invoice as you read it: what is decided is exactly what was seen."
            faults.append(FieldError(f"invoices[{n}].etag", sentence, "invalid_etag"))
        else:
            chosen.append(Chosen(uuid, invoice_id, version, read_tag(one.etag)))
    if faults:
        raise InvalidFields(faults)
    return chosen


def _version(etag: str) -> int | None:
    try:
        return read_etag(etag)
    except InvalidFields:
        return None


async def _as_they_are(request: ApiRequest, chosen: Sequence[Chosen]) -> tuple[dict[str, Seen], dict[str, str]]:
    """By either id of an invoice: what it is now; by its UUID: what its coding stands for."""
    uuids = [one.uuid for one in chosen if one.uuid]
    invoice_ids = [one.invoice_id for one in chosen if one.invoice_id is not None]
    found = await seen_many(request.tx, request.caller, uuids, invoice_ids)
    coded = await coded_as(request.tx, [seen.invoice.id for seen in found])
    seen = {str(key): one for one in found for key in (one.invoice.id, one.invoice.invoice_id)}
    return seen, {str(id): tag(ones) for id, ones in coded.items()}


def _row(sent: str, refusal: Refusal | None, seen: Seen | None, tags: dict[str, str]) -> DecidedRow:
    return DecidedRow(
        id=sent,
        ok=refusal is None,
        invoice_id=seen.invoice.invoice_id if seen else None,
        state=seen.status if seen else None,
        etag=etag_of(seen.invoice.version, tags[str(seen.invoice.id)]) if seen else None,
        error=WhyNot(refusal.code, refusal.sentence) if refusal else None,
    )
