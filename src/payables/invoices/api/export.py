"""Routes of export marks (contract/invoices-and-catalog.md sections 3.7 and 3.8)."""

from typing import Annotated

from litestar.params import HeaderParameter, JSONBody

from payables.invoices.actions.mark_exported import Exported, mark_exported
from payables.invoices.actions.mark_unexported import mark_unexported
from payables.invoices.schema.export import (
    ExportMarked,
    ExportUnmarked,
    InvoiceToMark,
    InvoiceToUnmark,
    MarkExported,
    MarkUnexported,
    NotMarked,
)
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post

ExportBatch = Annotated[
    str | None,
    HeaderParameter(
        name="X-Export-Batch-Id",
        description="Your id of this run; kept in the history. Name an export job here to mark the invoices that it has.",
        required=False,
        max_length=200,
    ),
]


@post(
    "/v1/invoices/mark-exported",
    needs=Permission.INVOICES_EXPORT,
    summary="Mark invoices as exported",
    description="Tells that the ERP has these invoices. Telling it again with the same transaction changes nothing; "
    "another transaction for an exported invoice is refused, since it would mean a double posting.",
    tag="Invoices",
    operation_id="post-invoices-mark-exported",
)
async def post_mark_exported(
    request: ApiRequest, data: JSONBody[MarkExported], export_batch: ExportBatch = None
) -> ExportMarked:
    wanted = [_exported(one, n, data.marked_reason, data.export_transaction_id) for n, one in enumerate(data.invoices)]
    marked = await mark_exported(request.tx, request.caller, wanted, export_batch)
    return ExportMarked(request.answer_version, marked.updated, [NotMarked(*one) for one in marked.failed])


@post(
    "/v1/invoices/mark-unexported",
    needs=Permission.INVOICES_EXPORT,
    summary="Mark invoices as not exported",
    tag="Invoices",
    operation_id="post-invoices-mark-unexported",
)
async def post_mark_unexported(request: ApiRequest, data: JSONBody[MarkUnexported]) -> ExportUnmarked:
    wanted = [_exported(one, n, data.marked_reason, None) for n, one in enumerate(data.invoices)]
    done = await mark_unexported(request.tx, request.caller, wanted, flag_invoice=data.flag_invoice)
    return ExportUnmarked(
        request.answer_version,
        done.updated,
        done.flagged,
        [NotMarked(*one) for one in done.failed],
        [NotMarked(*one) for one in done.skipped],
    )


def _exported(
    one: InvoiceToMark | InvoiceToUnmark, position: int, reason: str | None, transaction_id: str | None
) -> Exported:
    uuid, invoice_id = parse_uuid(str(one.invoice_id)), parse_int_id(str(one.invoice_id))
    if uuid is None and invoice_id is None:
        fault = FieldError(f"invoices[{position}].invoice_id", "Send the integer invoice_id or the UUID.", "invalid_id")
        raise InvalidFields([fault])
    own = one.export_transaction_id if isinstance(one, InvoiceToMark) else None
    why = said(f"invoices[{position}].marked_reason", one.marked_reason) or said("marked_reason", reason)
    return Exported(uuid, invoice_id, why, own or transaction_id)
