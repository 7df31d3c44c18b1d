"""The route that imports invoices (contract/invoices-and-catalog.md section 3.5)."""

from payables.batches.model import batch_url, results_url
from payables.invoices.actions.import_invoices import import_invoices
from payables.invoices.schema.imports import ImportAccepted, ImportBody, ImportSummary
from payables.platform.caller import Permission
from payables.platform.http.json_body import json_value
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post


@post(
    "/v1/invoices/import",
    needs=Permission.INVOICES_EDIT,
    summary="Import up to 100 invoices",
    description=(
        "They are entered in the background: see the batch. What is wrong with the rows themselves, their locations, "
        "dimensions or custom fields refuses the whole call and stores nothing; what goes wrong later is the outcome of "
        "its row. An invoice that needs attention is a success."
    ),
    tag="Invoices",
    operation_id="post-invoices-import",
    status=202,
    body=(ImportBody, ("application/json",)),
)
async def post_import(request: ApiRequest) -> ImportAccepted:
    sent = await json_value(request)
    batch, count = await import_invoices(request.tx, request.caller, sent, api_version=request.answer_version)
    return ImportAccepted(
        version=request.answer_version,
        status="processing",
        batch_id=str(batch),
        batch_url=batch_url(batch),
        results_url=results_url(batch),
        summary=ImportSummary(count),
    )
