"""Routes that code an invoice from what is known. All of them are extensions of the contract."""

from typing import Any

from litestar import Response
from litestar.params import JSONBody

from payables.coding.model import Suggestion
from payables.coding.queries.mapping_rules import dimensions
from payables.coding.queries.settings import settings_of
from payables.invoices.actions.accept_suggestions import Accepted, accept_suggestions
from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.api.answer import answer_detail
from payables.invoices.queries import parts, records
from payables.invoices.queries.suggested import suggested
from payables.invoices.schema.coding import AcceptSuggestions, CodingSuggestions, LineSuggestions, SuggestionObject
from payables.invoices.schema.invoice import CodedDimension, InvoiceDetail
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.rows import int_id

TAG = "Coding"


@post(
    "/v1/invoices/{id:str}/code",
    needs=Permission.INVOICES_EDIT,
    summary="Code what is not coded yet",
    description=(
        "By mapping rules, and by what was learned where the company lets it be applied. Dimensions that are there are "
        "left alone. Like every change, one of the coding starts approvals over."
    ),
    tag=TAG,
    operation_id="post-invoices-id-code",
    errors=(404, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_code(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    version = read_etag(if_match)
    files = request.app.state.files
    invoice, _ = await change_invoice(
        request.tx, request.caller, files, id, {}, largest_file=0, seen_version=version, code=True
    )
    return await answer_detail(request, invoice.id)


@get(
    "/v1/invoices/{id:str}/coding-suggestions",
    needs=Permission.INVOICES_READ,
    summary="What was learned about lines that are not coded yet",
    description="From lines of the same company that people coded or approved, each with its reason.",
    tag=TAG,
    operation_id="get-invoices-id-coding-suggestions",
    errors=(404,),
    extension=True,
)
async def list_coding_suggestions(request: ApiRequest, id: InvoiceId) -> CodingSuggestions:
    invoice = (await records.seen(request.tx, request.caller, id)).invoice
    settings = await settings_of(request.tx, invoice.company_id)
    content = await parts.content_of(request.tx, invoice)
    found = await suggested(request.tx, content) if settings.learned else {}
    known = await dimensions(request.tx, {s.dimension_id for by_type in found.values() for s in by_type.values()})
    lines = [
        LineSuggestions(item.id, item.name, {type_.upper(): _shown(s, known) for type_, s in found[item.id].items()})
        for item in content.items
        if item.id in found
    ]
    return CodingSuggestions(request.answer_version, settings.learned, settings.threshold, lines)


@post(
    "/v1/invoices/{id:str}/coding-suggestions/accept",
    needs=Permission.INVOICES_EDIT,
    summary="Take over suggestions",
    description="A change like any other: approvals start over, and whoever accepts has confirmed the coding. All or none.",
    tag=TAG,
    operation_id="post-invoices-id-coding-suggestions-accept",
    errors=(404, 412),
    body=(AcceptSuggestions, ("application/json",)),
    etag=True,
    extension=True,
)
async def post_accept_suggestions(
    request: ApiRequest, id: InvoiceId, data: JSONBody[AcceptSuggestions], if_match: IfMatch = None
) -> Response[InvoiceDetail]:
    version, files = read_etag(if_match), request.app.state.files
    if not data.items:
        raise InvalidFields([FieldError("items", "Name at least one line.", "required")])
    accepted = [
        Accepted(int_id(f"items[{n}].id", line.id), None if line.types is None else _types(line.types))
        for n, line in enumerate(data.items)
    ]
    invoice = await accept_suggestions(request.tx, request.caller, files, id, accepted, seen_version=version)
    return await answer_detail(request, invoice.id)


def _types(sent: list[str]) -> tuple[str, ...]:
    """In lower case; cost_type is another spelling of costtype."""
    return tuple(dict.fromkeys(type_.casefold().replace("_", "") for type_ in sent))


def _shown(suggestion: Suggestion, known: dict[str, Any]) -> SuggestionObject:
    row = known[suggestion.dimension_id]
    return SuggestionObject(
        dimension=CodedDimension(row["id"], row["erp_dimension_id"], row["name"], row["code"]),
        confidence=suggestion.confidence,
        reason=suggestion.reason,
        agreed=suggestion.agreed,
        of=suggestion.voters,
        similarity=suggestion.similarity,
        invoices=[str(invoice) for invoice in suggestion.invoices],
    )
