"""The list of invoices, and how its filters are read (contract/invoices-and-catalog.md section 3.1)."""

from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.accounts.queries import company
from payables.invoices.api.answer import shown
from payables.invoices.api.behind import (
    ApprovedAt,
    CountedInFilter,
    CurrencyFilter,
    DatedDay,
    DimensionFilter,
    DueDay,
    ExportedAt,
    Sent,
    SourceFilter,
    TouchedFilter,
    UncodedFilter,
    WaitingAt,
    behind_of,
)
from payables.invoices.api.list_parameters import (
    CustomFieldsFilter,
    Day,
    DayUtc,
    ExpandItems,
    IdsFilter,
    LastModifiedBy,
    LocationsFilter,
    PaymentStatusFilter,
    SearchedWords,
    StatusFilter,
    UploadFilter,
    VendorFilter,
    WaitingFor,
)
from payables.invoices.api.shown_approvals import add_approvers
from payables.invoices.model import Invoice
from payables.invoices.queries import lists
from payables.invoices.queries.coded_as import coded_as
from payables.invoices.queries.lists import Wanted
from payables.invoices.queries.parts import parts_of
from payables.invoices.rules.coded_as import tag
from payables.invoices.rules.filters import read_custom_fields, read_expand, read_invoice_ids
from payables.invoices.schema.invoice import InvoiceList, InvoiceObject
from payables.kit.dates import within_days
from payables.kit.errors import FieldError, InvalidFields, NotFound, OutOfScope
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Permission
from payables.platform.http.etag import etag_of
from payables.platform.http.parameters import (
    CompanyFilter,
    PageNumber,
    PageSize,
    ids_of,
    page_of,
    user_named,
    window_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

LONGEST_WINDOW = 30
LONGEST_SEARCH = 200
NOBODY = "nobody"


@get(
    "/v1/invoices",
    needs=Permission.INVOICES_READ,
    summary="List invoices",
    description=(
        "Newest created first. expand=items needs date_from or last_modified_date_from and a window of at most 30 days."
    ),
    tag="Invoices",
    operation_id="get-invoices-root",
    errors=(404,),
)
async def list_invoices(
    request: ApiRequest,
    date_from: Day = None,
    date_to: Day = None,
    date_from_utc: DayUtc = None,
    date_to_utc: DayUtc = None,
    last_modified_date_from: Day = None,
    last_modified_date_to: Day = None,
    last_modified_date_from_utc: DayUtc = None,
    last_modified_date_to_utc: DayUtc = None,
    last_modified_user_id: LastModifiedBy = None,
    status: StatusFilter = None,
    payment_status: PaymentStatusFilter = None,
    company_id: CompanyFilter = None,
    ottimate_location_ids: LocationsFilter = None,
    ottimate_vendor_id: VendorFilter = None,
    invoice_ids: IdsFilter = None,
    reference_id: UploadFilter = None,
    search: SearchedWords = None,
    waiting_for: WaitingFor = None,
    custom_fields: CustomFieldsFilter = None,
    expand: ExpandItems = None,
    dated_from: DatedDay = None,
    dated_to: DatedDay = None,
    due_from: DueDay = None,
    due_to: DueDay = None,
    approved_from: ApprovedAt = None,
    approved_to: ApprovedAt = None,
    exported_from: ExportedAt = None,
    exported_to: ExportedAt = None,
    waiting_since_from: WaitingAt = None,
    waiting_since_to: WaitingAt = None,
    currency: CurrencyFilter = None,
    source: SourceFilter = None,
    dimension_id: DimensionFilter = None,
    uncoded: UncodedFilter = None,
    counted_in: CountedInFilter = None,
    touched: TouchedFilter = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> InvoiceList:
    wanted_page = page_of(page, limit)
    modified = (last_modified_date_from, last_modified_date_to, last_modified_date_from_utc, last_modified_date_to_utc)
    behind = Sent(
        dated_from=dated_from,
        dated_to=dated_to,
        due_from=due_from,
        due_to=due_to,
        approved_from=approved_from,
        approved_to=approved_to,
        exported_from=exported_from,
        exported_to=exported_to,
        waiting_since_from=waiting_since_from,
        waiting_since_to=waiting_since_to,
        currency=currency,
        source=source,
        dimension_id=dimension_id,
        uncoded=uncoded,
        counted_in=counted_in,
        touched=touched,
    )
    wanted = Wanted(
        created=window_of("date", date_from, date_to, date_from_utc, date_to_utc),
        modified=window_of("last_modified_date", *modified),
        modified_by=last_modified_user_id,
        status=status,
        payment_status=payment_status,
        company_id=company_id,
        location_ids=ids_of("ottimate_location_ids", ottimate_location_ids),
        vendor_id=_one_id("ottimate_vendor_id", ottimate_vendor_id),
        ids=read_invoice_ids(invoice_ids),
        upload_id=_uuid("reference_id", reference_id),
        search=_search(search),
        custom_fields=read_custom_fields(custom_fields),
        waiting_for=await _person(request, None if waiting_for == NOBODY else waiting_for),
        behind=await behind_of(request, behind, nobody_asked=waiting_for == NOBODY),
    )
    return await _listed(request, wanted, wanted_page, read_expand(expand, {"items", "approvers"}))


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


def _search(text: str | None) -> str | None:
    if text is not None and len(text) > LONGEST_SEARCH:
        raise InvalidFields([FieldError("search", f"Send at most {LONGEST_SEARCH} characters.", "too_long")])
    if text is not None and "\0" in text:
        raise InvalidFields([FieldError("search", "Send the text without NUL.", "control_character")])
    return text


async def _person(request: ApiRequest, name: str | None) -> User | None:
    """Raises InvalidFields, NotFound."""
    if name is None:
        return None
    wanted = request.caller.user_id if name == "me" else user_named("waiting_for", name)
    found = await access.user_within(request.tx, request.caller.scope, wanted)
    if found is None:
        raise NotFound(what="user")
    return found


async def _listed(request: ApiRequest, wanted: Wanted, page: Page, expand: frozenset[str]) -> InvoiceList:
    items = "items" in expand
    if items:
        _check_window(request, wanted)
    await _check_access(request, wanted)
    found = await lists.listed(request.tx, request.caller, wanted, page)
    parts = await parts_of(request.tx, [seen.invoice for seen in found.invoices], items=items)
    results = [shown(request, seen, parts, items=items) for seen in found.invoices]
    if "approvers" in expand:
        await _add_approvers(request, [seen.invoice for seen in found.invoices], results)
    return InvoiceList(request.answer_version, found.total, page.number, page.limit, results)


async def _add_approvers(request: ApiRequest, invoices: list[Invoice], results: list[InvoiceObject]) -> None:
    coded = await coded_as(request.tx, [invoice.id for invoice in invoices])
    etags = [etag_of(invoice.version, tag(coded[invoice.id])) for invoice in invoices]
    await add_approvers(request.tx, invoices, results, etags)


def _check_window(request: ApiRequest, wanted: Wanted) -> None:
    now = request.tx.now
    if within_days(wanted.created, LONGEST_WINDOW, now) or within_days(wanted.modified, LONGEST_WINDOW, now):
        return
    sentence = f"With expand=items send date_from or last_modified_date_from, at most {LONGEST_WINDOW} days of them."
    raise InvalidFields([FieldError("expand", sentence, "window_required")])


async def _check_access(request: ApiRequest, wanted: Wanted) -> None:
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
