"""Routes of archiving and restoring."""

from litestar import Response
from litestar.params import JSONBody

from payables.invoices.actions.archive import Moved, Named, archive, archive_many
from payables.invoices.actions.restore import restore, restore_many
from payables.invoices.api.answer import answer_detail
from payables.invoices.schema.archive import InvoicesMoved, InvoicesToMove, NotMoved, Why
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post

JSON = ("application/json",)


@post(
    "/v1/invoices/{id:str}/archive",
    needs=Permission.INVOICES_EDIT,
    summary="Archive an invoice",
    description="It leaves every queue and is kept. Another invoice may then have its number, unless it was exported "
    "or paid.",
    tag="Invoices",
    operation_id="post-invoices-id-archive",
    errors=(404, 412),
    body=(Why, JSON),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_archive(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    reason, seen_version = said("reason", (await read_body(request, Why)).reason), read_etag(if_match)
    invoice = await archive(request.tx, request.caller, id, reason=reason, seen_version=seen_version)
    return await answer_detail(request, invoice)


@post(
    "/v1/invoices/{id:str}/restore",
    needs=Permission.INVOICES_EDIT,
    summary="Restore an archived invoice",
    description="It is checked and approved anew; what was exported comes back as exported.",
    tag="Invoices",
    operation_id="post-invoices-id-restore",
    errors=(404, 412),
    body=(Why, JSON),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_restore(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    reason, seen_version = said("reason", (await read_body(request, Why)).reason), read_etag(if_match)
    invoice = await restore(request.tx, request.caller, id, reason=reason, seen_version=seen_version)
    return await answer_detail(request, invoice)


@post(
    "/v1/invoices/archive",
    needs=Permission.INVOICES_EDIT,
    summary="Archive up to 100 invoices",
    tag="Invoices",
    operation_id="post-invoices-archive",
    extension=True,
)
async def post_archive_many(request: ApiRequest, data: JSONBody[InvoicesToMove]) -> InvoicesMoved:
    return _moved(request, await archive_many(request.tx, request.caller, _named(data)))


@post(
    "/v1/invoices/restore",
    needs=Permission.INVOICES_EDIT,
    summary="Restore up to 100 archived invoices",
    tag="Invoices",
    operation_id="post-invoices-restore",
    extension=True,
)
async def post_restore_many(request: ApiRequest, data: JSONBody[InvoicesToMove]) -> InvoicesMoved:
    return _moved(request, await restore_many(request.tx, request.caller, _named(data)))


def _named(data: InvoicesToMove) -> list[Named]:
    named: list[Named] = []
    faults: list[FieldError] = []
    for n, one in enumerate(data.invoices):
        uuid, invoice_id = parse_uuid(str(one.invoice_id)), parse_int_id(str(one.invoice_id))
        if uuid is None and invoice_id is None:
            sentence = "Send the integer invoice_id or the UUID."
            faults.append(FieldError(f"invoices[{n}].invoice_id", sentence, "invalid_id"))
        reason = said(f"invoices[{n}].reason", one.reason) or said("reason", data.reason)
        named.append(Named(uuid, invoice_id, reason, read_etag(one.etag)))
    if faults:
        raise InvalidFields(faults)
    return named


def _moved(request: ApiRequest, moved: Moved) -> InvoicesMoved:
    failed = [NotMoved(id, refusal.sentence, refusal.code) for id, refusal in moved.failed]
    return InvoicesMoved(request.answer_version, moved.updated, failed)
