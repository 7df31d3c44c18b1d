"""Route of the counts of the queues."""

from typing import Annotated

from litestar.params import QueryParameter

from payables.access import queries as access
from payables.accounts import queries as accounts
from payables.invoices.queries.counts import QUEUES, counts
from payables.invoices.schema.counts import QueueCounts
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.http.parameters import CompanyFilter, LocationFilter
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/counts",
    needs=Permission.INVOICES_READ,
    summary="Count the invoices of each queue",
    description="One cheap call instead of a list for each: within your access, and the company or location that is named.",
    tag="Invoices",
    operation_id="get-invoices-counts",
    errors=(404,),
    extension=True,
)
async def get_counts(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    location_id: LocationFilter = None,
    queues: Annotated[
        str | None, QueryParameter(description="Only these, divided by commas; all if left out.", required=False)
    ] = None,
) -> QueueCounts:
    tx, caller = request.tx, request.caller
    companies, locations = caller.scope.companies, caller.scope.locations
    if company_id is not None:
        companies = [(await accounts.company(tx, caller, company_id)).id]
    if location_id is not None:
        locations = [(await accounts.location(tx, caller, location_id, company_id=company_id)).id]
    me = (await access.users(tx, [caller.user_id]))[caller.user_id]
    found = await counts(tx, me, companies, locations, _queues(queues))
    return QueueCounts(request.answer_version, **found)


def _queues(text: str | None) -> list[str]:
    """In the order of the answer. Raises InvalidFields."""
    named = [part.strip() for part in text.split(",")] if text else list(QUEUES)
    if strangers := [name for name in named if name not in QUEUES]:
        sentence = f"{strangers[0]!r} is no queue; possible: {', '.join(QUEUES)}."
        raise InvalidFields([FieldError("queues", sentence, "unknown_queue")])
    return [name for name in QUEUES if name in named]
