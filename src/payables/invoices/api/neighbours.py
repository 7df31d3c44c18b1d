"""Route that tells where an invoice stands in a list, for whoever works through it one by one."""

from payables.invoices.api.behind import BehindFilters
from payables.invoices.api.list_parameters import ListFilters
from payables.invoices.api.wanted import check_access, wanted_of
from payables.invoices.queries import records
from payables.invoices.queries.neighbours import neighbours
from payables.invoices.schema.neighbours import InvoiceNeighbours
from payables.platform.caller import Permission
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/{id:str}/neighbours",
    needs=Permission.INVOICES_READ,
    summary="Find the invoices before and after one in a list",
    description="The list is GET /v1/invoices with the same filters; of one that is not in it, those between which it would stand.",
    tag="Invoices",
    operation_id="get-invoices-id-neighbours",
    errors=(404,),
    extension=True,
)
async def get_neighbours(
    request: ApiRequest, id: InvoiceId, filters: ListFilters, behind: BehindFilters
) -> InvoiceNeighbours:
    wanted = await wanted_of(request, filters, behind)
    await check_access(request, wanted)
    here = await records.find_place(request.tx, request.caller, id)
    found = await neighbours(request.tx, request.caller, wanted, here)
    return InvoiceNeighbours(
        request.answer_version,
        str(here[1]),
        found.count,
        found.position,
        str(found.previous) if found.previous else None,
        str(found.next) if found.next else None,
    )
