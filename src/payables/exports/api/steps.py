"""Routes that make export jobs and move them on."""

from collections.abc import Sequence
from uuid import UUID

from litestar.params import JSONBody

from payables.exports.actions.acknowledge import Answered, acknowledge
from payables.exports.actions.create_export import Wanted, create_export
from payables.exports.actions.doubt import doubt
from payables.exports.actions.fail import cancel, fail
from payables.exports.actions.resolve import arrived, did_not_arrive
from payables.exports.api.answer import answer_detail
from payables.exports.api.read import TAG, JobId
from payables.exports.schema.job import (
    AcknowledgeBody,
    CancelBody,
    ErpAnswer,
    ExportBody,
    ExportJobDetail,
    ReasonBody,
    ResolveBody,
)
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.said import must_say, said
from payables.platform.caller import Permission
from payables.platform.http.optional_body import read_body
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post
from payables.platform.http.rows import int_id

WHY = "Say why: it is shown in the history."


@post(
    "/v1/exports",
    needs=Permission.INVOICES_EXPORT,
    summary="Export invoices",
    description="Makes a job that has these invoices to itself, and its file. Of up to 100 invoices it is usually there with "
    "the answer; else `file` is null, and there a moment later.",
    tag=TAG,
    operation_id="post-exports",
    status=201,
    errors=(404,),
    extension=True,
)
async def post_export(request: ApiRequest, data: JSONBody[ExportBody]) -> ExportJobDetail:
    location = data.ottimate_location_id
    wanted = Wanted(
        company_id=int_id("ottimate_company_id", data.ottimate_company_id),
        location_id=None if location is None else int_id("ottimate_location_id", location),
        format=data.format,
        mapping_id=data.mapping_id,
        ids=_ids(data.invoice_ids),
        transaction_prefix=data.transaction_prefix,
    )
    if wanted.ids is not None and wanted.location_id is not None:
        sentence = "Name invoices, or a location, not both."
        raise InvalidFields([FieldError("ottimate_location_id", sentence, "not_with_invoice_ids")])
    job = await create_export(request.tx, request.caller, request.app.state.files, wanted)
    return await answer_detail(request, job)


@post(
    "/v1/exports/{id:str}/acknowledge",
    needs=Permission.INVOICES_EXPORT,
    summary="Tell what the ERP has taken",
    description="Marks the job's invoices exported; a rejected one needs attention again, with the ERP's reason.",
    tag=TAG,
    operation_id="post-exports-id-acknowledge",
    errors=(404,),
    body=(AcknowledgeBody, ("application/json",)),
    body_optional=True,
    extension=True,
)
async def post_acknowledge(request: ApiRequest, id: JobId) -> ExportJobDetail:
    data = await read_body(request, AcknowledgeBody)
    job = await acknowledge(
        request.tx,
        request.caller,
        id,
        transaction_id=data.export_transaction_id,
        answers=_answers(data.invoices),
    )
    return await answer_detail(request, job)


@post(
    "/v1/exports/{id:str}/fail",
    needs=Permission.INVOICES_EXPORT,
    summary="Tell that the ERP has taken nothing of it",
    description="What was not answered yet can be exported again.",
    tag=TAG,
    operation_id="post-exports-id-fail",
    errors=(404,),
    extension=True,
)
async def post_fail(request: ApiRequest, id: JobId, data: JSONBody[ReasonBody]) -> ExportJobDetail:
    reason = must_say("reason", data.reason, WHY)
    return await answer_detail(request, await fail(request.tx, request.caller, id, reason))


@post(
    "/v1/exports/{id:str}/cancel",
    needs=Permission.INVOICES_EXPORT,
    summary="Cancel a job that has not left",
    tag=TAG,
    operation_id="post-exports-id-cancel",
    errors=(404,),
    body=(CancelBody, ("application/json",)),
    body_optional=True,
    extension=True,
)
async def post_cancel(request: ApiRequest, id: JobId) -> ExportJobDetail:
    data = await read_body(request, CancelBody)
    return await answer_detail(request, await cancel(request.tx, request.caller, id, said("reason", data.reason)))


@post(
    "/v1/exports/{id:str}/uncertain",
    needs=Permission.INVOICES_EXPORT,
    summary="Tell that nobody knows whether it arrived",
    description="Its invoices stay where they are, and are never sent again by themselves, until somebody resolves it.",
    tag=TAG,
    operation_id="post-exports-id-uncertain",
    errors=(404,),
    extension=True,
)
async def post_uncertain(request: ApiRequest, id: JobId, data: JSONBody[ReasonBody]) -> ExportJobDetail:
    reason = must_say("reason", data.reason, WHY)
    return await answer_detail(request, await doubt(request.tx, request.caller, id, reason))


@post(
    "/v1/exports/{id:str}/resolve",
    needs=Permission.INVOICES_EXPORT,
    summary="Decide what became of an uncertain job",
    tag=TAG,
    operation_id="post-exports-id-resolve",
    errors=(404,),
    extension=True,
)
async def post_resolve(request: ApiRequest, id: JobId, data: JSONBody[ResolveBody]) -> ExportJobDetail:
    reason = must_say("reason", data.reason, WHY)
    if data.outcome == "did_not_arrive":
        if data.invoices is not None or data.export_transaction_id is not None:
            sentence = "What did not arrive has no answers and no transaction: send outcome and reason."
            raise InvalidFields([FieldError("outcome", sentence, "not_with_answers")])
        job = await did_not_arrive(request.tx, request.caller, id, reason)
    else:
        answers = _answers(data.invoices)
        job = await arrived(request.tx, request.caller, id, reason, data.export_transaction_id, answers)
    return await answer_detail(request, job)


def _answers(sent: Sequence[ErpAnswer] | None) -> list[Answered] | None:
    """Raises InvalidFields."""
    if sent is None:
        return None
    faults = [
        FieldError(f"invoices[{n}].reason", "Say why the ERP does not take it.", "required")
        for n, one in enumerate(sent)
        if one.outcome == "rejected" and said("reason", one.reason) is None
    ]
    if faults:
        raise InvalidFields(faults)
    return [
        Answered(
            _id(f"invoices[{n}].invoice_id", one.invoice_id),
            one.outcome == "rejected",
            one.export_transaction_id,
            said(f"invoices[{n}].reason", one.reason),
        )
        for n, one in enumerate(sent)
    ]


def _ids(sent: Sequence[int | str] | None) -> tuple[list[UUID], list[int]] | None:
    """Raises InvalidFields."""
    if sent is None:
        return None
    ids = [_id(f"invoice_ids[{n}]", one) for n, one in enumerate(sent)]
    return [id for id in ids if isinstance(id, UUID)], [id for id in ids if isinstance(id, int)]


def _id(field: str, sent: int | str) -> UUID | int:
    found = parse_uuid(str(sent)) or parse_int_id(str(sent))
    if found is None:
        raise InvalidFields([FieldError(field, "Send the integer invoice_id or the UUID.", "invalid_id")])
    return found
