"""Routes of what is matched at all: vendors with item validation, and entries that are hidden. Extensions: the contract
describes them for the screen only (contract/invoices-and-catalog.md sections 3.9 and 7.10)."""

from typing import Annotated

from litestar import Response
from litestar.params import JSONBody, QueryParameter

from payables.catalog.actions.hide_entry import hide_entry
from payables.catalog.actions.switch_validation import switch_validation
from payables.catalog.api.parameters import TAG, Company, EntryRef, checked_company
from payables.catalog.model import Entry, entry_ref
from payables.catalog.queries.validation import Validation, validations
from payables.catalog.schema.variances import (
    HiddenAnswer,
    ValidationAnswer,
    ValidationChange,
    ValidationList,
    ValidationObject,
)
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import etag_of, read_etag
from payables.platform.http.parameters import IfMatch, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post
from payables.platform.http.rows import int_id
from payables.vendors import queries as vendors

JSON = ("application/json",)
OfVendor = Annotated[
    int | None,
    QueryParameter(name="ottimate_vendor_id", description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False),
]


@get(
    "/v1/catalog/item-validation",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List vendors whose lines are matched with the catalog",
    description="Vendors with entries, and those of whom somebody has said so, by name.",
    tag=TAG,
    operation_id="get-catalog-item-validation",
    errors=(404,),
    extension=True,
)
async def list_validation(
    request: ApiRequest,
    company_id: Company = None,
    vendor_id: OfVendor = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> ValidationList:
    wanted, company = page_of(page, limit), await checked_company(request, company_id)
    total, found = await validations(request.tx, company, wanted, vendor_id=vendor_id)
    shown = [_shown(one) for one in found]
    return ValidationList(request.answer_version, total, wanted.number, wanted.limit, shown)


@patch(
    "/v1/catalog/item-validation",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Switch the matching of a vendor's lines on or off",
    description="The vendor's open invoices are looked at again. Without it nothing is matched, and nothing is marked.",
    tag=TAG,
    operation_id="patch-catalog-item-validation",
    errors=(404,),
    body=(ValidationChange, JSON),
    extension=True,
)
async def patch_validation(
    request: ApiRequest, data: JSONBody[ValidationChange], company_id: Company = None
) -> ValidationAnswer:
    company = await checked_company(request, company_id)
    vendor = await _vendor(request, company, data)
    changed = await switch_validation(request.tx, request.caller, company, vendor, data.item_validation)
    return ValidationAnswer(request.answer_version, company, _shown(changed))


@post(
    "/v1/catalog/entries/{id:str}/hide",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Hide an entry from matching",
    description="A fringe entry: no line is matched to it any more, and receiver-export leaves it out. It is kept, and so is "
    "what somebody has matched to it.",
    tag=TAG,
    operation_id="post-catalog-entries-id-hide",
    errors=(404,),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_hide(request: ApiRequest, id: EntryRef, if_match: IfMatch = None) -> Response[HiddenAnswer]:
    entry = await hide_entry(request.tx, request.caller, id, hidden=True, seen_version=read_etag(if_match))
    return _hidden(request, entry, True)


@post(
    "/v1/catalog/entries/{id:str}/show",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Match a hidden entry again",
    tag=TAG,
    operation_id="post-catalog-entries-id-show",
    errors=(404,),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_show(request: ApiRequest, id: EntryRef, if_match: IfMatch = None) -> Response[HiddenAnswer]:
    entry = await hide_entry(request.tx, request.caller, id, hidden=False, seen_version=read_etag(if_match))
    return _hidden(request, entry, False)


def _hidden(request: ApiRequest, entry: Entry, hidden: bool) -> Response[HiddenAnswer]:
    shown = HiddenAnswer(request.answer_version, entry_ref(entry.id), hidden)
    return JsonResponse(shown, headers={"ETag": etag_of(entry.version, "")})


async def _vendor(request: ApiRequest, company_id: int, sent: ValidationChange) -> int:
    """Raises InvalidFields, NotFound."""
    if (sent.ottimate_vendor_id is None) == (sent.erp_vendor_id is None):
        sentence = "Send ottimate_vendor_id or erp_vendor_id, one of the two."
        raise InvalidFields([FieldError("ottimate_vendor_id", sentence, "required")])
    if sent.ottimate_vendor_id is not None:
        return int_id("ottimate_vendor_id", sent.ottimate_vendor_id)
    found = await vendors.ids_by_erp_ids(request.tx, company_id, [sent.erp_vendor_id or ""])
    if not found:
        raise NotFound(what="vendor")
    return next(iter(found.values()))


def _shown(one: Validation) -> ValidationObject:
    return ValidationObject(
        one.vendor_id, one.erp_vendor_id, one.erp_vendor_name, one.is_on, one.switched is None, one.entries
    )
