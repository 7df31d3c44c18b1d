"""Routes that code many lines at once."""

from typing import Any

from litestar import Response

from payables.invoices.actions.code_lines import code_lines, code_lines_of_many
from payables.invoices.api.answer import answer_detail
from payables.invoices.api.items_result import items_result
from payables.invoices.schema.code_lines import CodedInvoice, CodeLines, CodeLinesOfMany, LinesCodedAnswer
from payables.invoices.schema.export import NotMarked
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import parse_int_id, parse_uuid
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post

JSON = ("application/json",)
MOST_INVOICES = 100
DESCRIPTION = "Dimensions are merged with what the lines have, null takes a type away. Starts approvals over."


@post(
    "/v1/invoices/{id:str}/lines/code",
    needs=Permission.INVOICES_EDIT,
    summary="Code many lines of an invoice",
    description=DESCRIPTION,
    tag="Coding",
    operation_id="post-invoices-id-lines-code",
    errors=(404, 412),
    body=(CodeLines, JSON),
    etag=True,
    extension=True,
)
async def post_code_lines(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    seen_version = read_etag(if_match)
    sent = await json_object(request)
    files = request.app.state.files
    invoice, lines = await code_lines(request.tx, request.caller, files, id, sent, seen_version=seen_version)
    return await answer_detail(request, invoice.id, items_result=items_result(lines) if lines else None)


@post(
    "/v1/invoices/lines/code",
    needs=Permission.INVOICES_EDIT,
    summary="Code many lines of many invoices",
    description=f"At most 100 invoices and 1,000 lines. Each invoice by itself. {DESCRIPTION}",
    tag="Coding",
    operation_id="post-invoices-lines-code",
    body=(CodeLinesOfMany, JSON),
    extension=True,
)
async def post_code_lines_of_many(request: ApiRequest) -> LinesCodedAnswer:
    sent = await json_object(request)
    named = _ids(sent.get("invoice_ids"))
    coded = await code_lines_of_many(request.tx, request.caller, request.app.state.files, *named, sent)
    return LinesCodedAnswer(
        request.answer_version,
        list(coded.updated),
        [CodedInvoice(id, lines) for id, lines in coded.updated.items()],
        [NotMarked(*one) for one in coded.failed],
    )


def _ids(sent: Any) -> tuple[list[Any], list[int]]:
    """UUIDs and integer ids, each once. Raises InvalidFields."""
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_INVOICES:
        sentence = f"Send a list of 1 to {MOST_INVOICES} ids of invoices."
        raise InvalidFields([FieldError("invoice_ids", sentence, "invalid")])
    texts = ["" if isinstance(id, bool) or not isinstance(id, int | str) else str(id) for id in sent]
    uuids, numbers = [parse_uuid(text) for text in texts], [parse_int_id(text) for text in texts]
    faults = [
        FieldError(f"invoice_ids[{n}]", "Send the integer invoice_id or the UUID.", "invalid_id")
        for n, both in enumerate(zip(uuids, numbers, strict=True))
        if both == (None, None)
    ]
    if faults:
        raise InvalidFields(faults)
    return list(dict.fromkeys(filter(None, uuids))), list(dict.fromkeys(filter(None, numbers)))
