"""How the filters of a list of invoices are read (contract/invoices-and-catalog.md section 3.1)."""

from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.accounts.queries import company
from payables.invoices.api.behind import BehindFilters, behind_of
from payables.invoices.api.list_parameters import ListFilters
from payables.invoices.queries import lists
from payables.invoices.queries.lists import Wanted
from payables.invoices.rules.filters import read_custom_fields, read_invoice_ids
from payables.kit.errors import FieldError, InvalidFields, NotFound, OutOfScope
from payables.kit.ids import parse_uuid
from payables.platform.http.parameters import check_search, ids_of, user_named, window_of
from payables.platform.http.request import ApiRequest

NOBODY = "nobody"


async def wanted_of(request: ApiRequest, sent: ListFilters, behind: BehindFilters) -> Wanted:
    """Raises InvalidFields, and NotFound for a person or a dimension that the caller does not see."""
    check_search(sent.search)
    nobody = sent.waiting_for == NOBODY
    return Wanted(
        created=window_of("date", sent.date_from, sent.date_to, sent.date_from_utc, sent.date_to_utc),
        modified=window_of(
            "last_modified_date",
            sent.last_modified_date_from,
            sent.last_modified_date_to,
            sent.last_modified_date_from_utc,
            sent.last_modified_date_to_utc,
        ),
        modified_by=sent.last_modified_user_id,
        status=sent.status,
        payment_status=sent.payment_status,
        company_id=sent.company_id,
        location_ids=ids_of("ottimate_location_ids", sent.ottimate_location_ids),
        vendor_id=_one_id("ottimate_vendor_id", sent.ottimate_vendor_id),
        ids=read_invoice_ids(sent.invoice_ids),
        upload_id=_uuid("reference_id", sent.reference_id),
        search=sent.search,
        custom_fields=read_custom_fields(sent.custom_fields),
        waiting_for=await _person(request, None if nobody else sent.waiting_for),
        behind=await behind_of(request, behind, nobody_asked=nobody),
    )


async def check_access(request: ApiRequest, wanted: Wanted) -> None:
    """What a filter names must exist (404) and lie in the API user's scope (403)."""
    scope = request.caller.scope
    if wanted.company_id is not None:
        await company(request.tx, request.caller, wanted.company_id)
    if wanted.location_ids is not None:
        known = await lists.locations(request.tx, wanted.location_ids)
        if any(id not in known for id in wanted.location_ids):
            raise NotFound(what="location")
        if not all(scope.covers_location(known[id], id) for id in wanted.location_ids):
            raise OutOfScope(what="location")
    if wanted.vendor_id is not None:
        owner = await lists.company_of_vendor(request.tx, wanted.vendor_id)
        if owner is None:
            raise NotFound(what="vendor")
        if not scope.covers_company(owner):
            raise OutOfScope(what="vendor")


def _one_id(name: str, text: str | None) -> int | None:
    found = ids_of(name, text)
    if found and len(found) > 1:
        raise InvalidFields([FieldError(name, "Send one id.", "invalid_id")])
    return found[0] if found else None


def _uuid(name: str, text: str | None) -> UUID | None:
    found = parse_uuid(text) if text is not None else None
    if text is not None and found is None:
        raise InvalidFields([FieldError(name, "Send the reference_id of an upload.", "invalid_id")])
    return found


async def _person(request: ApiRequest, name: str | None) -> User | None:
    """Raises InvalidFields, NotFound."""
    if name is None:
        return None
    wanted = request.caller.user_id if name == "me" else user_named("waiting_for", name)
    found = await access.user_within(request.tx, request.caller.scope, wanted)
    if found is None:
        raise NotFound(what="user")
    return found
