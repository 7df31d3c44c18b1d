"""Route of the counts of the queues."""

from typing import Annotated

from litestar.params import QueryParameter

from payables.access import queries as access
from payables.accounts import queries as accounts
from payables.invoices.queries.counts import QUEUES, counts
from payables.invoices.schema.counts import QueueCounts
from payables.kit.errors import FieldError, InvalidFields
from payables.notices import queries as notices
from payables.platform.caller import Permission
from payables.platform.http.parameters import CompanyFilter, LocationFilter
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.vendors.queries import bank_changes

BESIDE = ("notices", "bank_changes")  # what else waits for somebody


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
        str | None,
        QueryParameter(
            description="Only these, divided by commas; all queues if left out. `notices` and `bank_changes` are counted if "
            "they are named.",
            required=False,
        ),
    ] = None,
) -> QueueCounts:
    tx, caller = request.tx, request.caller
    companies, locations = caller.scope.companies, caller.scope.locations
    if company_id is not None:
        companies = [(await accounts.company(tx, caller, company_id)).id]
    if location_id is not None:
        locations = [(await accounts.location(tx, caller, location_id, company_id=company_id)).id]
    me = (await access.users(tx, [caller.user_id]))[caller.user_id]
    wanted = _wanted(queues)
    found = await counts(tx, me, companies, locations, [name for name in QUEUES if name in wanted])
    return QueueCounts(request.answer_version, **found, **await _beside(request, wanted, company_id))


async def _beside(request: ApiRequest, wanted: set[str], company_id: int | None) -> dict[str, int]:
    """What waits for the caller that is no queue of invoices. The company has been checked."""
    tx, caller = request.tx, request.caller
    found: dict[str, int] = {}
    if "notices" in wanted:
        found["notices"] = await notices.count_unread(tx, caller.scope, caller.user_id)
    if "bank_changes" in wanted and caller.may(Permission.VENDORS_CONFIRM_BANK):
        found["bank_changes"] = await bank_changes.count_open(tx, caller, company_id)
    return found


def _wanted(text: str | None) -> set[str]:
    """Raises InvalidFields."""
    named = [part.strip() for part in text.split(",")] if text else list(QUEUES)
    possible = (*QUEUES, *BESIDE)
    if strangers := [name for name in named if name not in possible]:
        sentence = f"{strangers[0]!r} is no queue; possible: {', '.join(possible)}."
        raise InvalidFields([FieldError("queues", sentence, "unknown_queue")])
    return set(named)
