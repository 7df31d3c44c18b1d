"""The list of invoices (contract/invoices-and-catalog.md section 3.1)."""

from payables.invoices.api.answer import shown
from payables.invoices.api.behind import BehindFilters
from payables.invoices.api.list_parameters import ExpandItems, ListFilters
from payables.invoices.api.shown_approvals import add_approvers
from payables.invoices.api.wanted import check_access, wanted_of
from payables.invoices.model import Invoice
from payables.invoices.queries import lists
from payables.invoices.queries.coded_as import coded_as
from payables.invoices.queries.lists import Wanted
from payables.invoices.queries.parts import parts_of
from payables.invoices.rules.coded_as import tag
from payables.invoices.rules.filters import read_expand
from payables.invoices.schema.invoice import InvoiceList, InvoiceObject
from payables.kit.dates import within_days
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.pages import Page
from payables.platform.caller import Permission
from payables.platform.http.etag import etag_of
from payables.platform.http.parameters import PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

LONGEST_WINDOW = 30


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
    filters: ListFilters,
    behind: BehindFilters,
    expand: ExpandItems = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> InvoiceList:
    wanted_page = page_of(page, limit)
    wanted = await wanted_of(request, filters, behind)
    return await _listed(request, wanted, wanted_page, read_expand(expand, {"items", "approvers"}))


async def _listed(request: ApiRequest, wanted: Wanted, page: Page, expand: frozenset[str]) -> InvoiceList:
    items = "items" in expand
    if items:
        _check_window(request, wanted)
    await check_access(request, wanted)
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
