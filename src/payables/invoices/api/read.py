"""Routes that read invoices (contract/invoices-and-catalog.md sections 3.1 and 3.2)."""

from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import QueryParameter

from payables.access import queries as access
from payables.access.model import User
from payables.accounts.queries import company
from payables.extraction.cutting.cutter import TooManyAtOnce
from payables.extraction.errors import Unreadable
from payables.invoices.api.answer import answer_detail, shown
from payables.invoices.errors import PagesNotCut
from payables.invoices.model import Image, PaymentStatus, Status
from payables.invoices.queries import lists, records
from payables.invoices.queries.lists import Wanted
from payables.invoices.queries.parts import images_of, parts_of
from payables.invoices.rules.filters import read_custom_fields, read_expand, read_invoice_ids
from payables.invoices.schema.invoice import InvoiceDetail, InvoiceList
from payables.kit.dates import within_days
from payables.kit.errors import FieldError, InvalidFields, NotFound, OutOfScope
from payables.kit.ids import MAX_INT_ID, parse_int_id, parse_uuid
from payables.platform.caller import Permission
from payables.platform.http.download import download
from payables.platform.http.errors import Unavailable
from payables.platform.http.parameters import (
    CompanyFilter,
    ImageId,
    InvoiceId,
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

Day = Annotated[
    str | None,
    QueryParameter(description='YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC. Both ends are included.', required=False),
]
DayUtc = Annotated[
    str | None,
    QueryParameter(description="The same in ISO 8601; wins over the plain one.", required=False),
]


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
    last_modified_user_id: Annotated[
        int | None, QueryParameter(description="Whoever changed it last.", ge=1, le=MAX_INT_ID, required=False)
    ] = None,
    status: Annotated[
        Status | None,
        QueryParameter(description="approved includes ready-for-export and exported.", required=False),
    ] = None,
    payment_status: Annotated[
        PaymentStatus | None, QueryParameter(description="How much of it is paid.", required=False)
    ] = None,
    company_id: CompanyFilter = None,
    ottimate_location_ids: Annotated[
        str | None, QueryParameter(description="Location ids divided by commas.", required=False)
    ] = None,
    ottimate_vendor_id: Annotated[str | None, QueryParameter(description="Only this vendor.", required=False)] = None,
    invoice_ids: Annotated[
        str | None, QueryParameter(description="Ids divided by commas: UUIDs, integer ids, or both.", required=False)
    ] = None,
    reference_id: Annotated[
        str | None, QueryParameter(description="Extension: invoices of this upload.", required=False)
    ] = None,
    search: Annotated[
        str | None,
        QueryParameter(
            description="Words, each of which is part of the number, vendor name, PO number, notes or a line's text, in "
            "any case, or is the total, the tax or a line's amount.",
            required=False,
        ),
    ] = None,
    waiting_for: Annotated[
        str | None,
        QueryParameter(
            description="Invoices that this person (user id, e-mail address, or me) is asked to approve now, and those that "
            "nobody was asked for, if the person may approve. An extension of the contract.",
            required=False,
        ),
    ] = None,
    custom_fields: Annotated[
        str | None, QueryParameter(description="JSON object: every key must have exactly this value.", required=False)
    ] = None,
    expand: Annotated[str | None, QueryParameter(description="items", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> InvoiceList:
    wanted_page = page_of(page, limit)
    wanted = Wanted(
        created=window_of("date", date_from, date_to, date_from_utc, date_to_utc),
        modified=window_of(
            "last_modified_date",
            last_modified_date_from,
            last_modified_date_to,
            last_modified_date_from_utc,
            last_modified_date_to_utc,
        ),
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
        waiting_for=await _person(request, waiting_for) if waiting_for is not None else None,
    )
    items = "items" in read_expand(expand, {"items"})
    if items:
        _check_window(request, wanted)
    await _check_access(request, wanted)
    found = await lists.listed(request.tx, request.caller, wanted, wanted_page)
    parts = await parts_of(request.tx, [seen.invoice for seen in found.invoices], items=items)
    results = [shown(request, seen, parts, items=items) for seen in found.invoices]
    return InvoiceList(request.answer_version, found.total, wanted_page.number, wanted_page.limit, results)


@get(
    "/v1/invoices/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read an invoice",
    description="By its UUID or its integer invoice_id. The ETag header is its version, for If-Match.",
    tag="Invoices",
    operation_id="get-invoices-id",
    errors=(404,),
    etag=True,
)
async def get_invoice(
    request: ApiRequest,
    id: InvoiceId,
    expand: Annotated[
        str | None,
        QueryParameter(description="history, extraction, gl_splits, items, divided by commas.", required=False),
    ] = None,
) -> Response[InvoiceDetail]:
    known = {"history", "extraction", "gl_splits", "items"}
    return await answer_detail(request, id, expand=read_expand(expand, known))


@get(
    "/v1/invoices/{id:str}/images/{image_id:str}",
    needs=Permission.INVOICES_READ,
    summary="Download a file of an invoice",
    description="Of a file with several documents the invoice's own pages, as the image's `pages` names them.",
    tag="Invoices",
    operation_id="get-invoices-id-images-id",
    errors=(404, 409),
    media_type="application/octet-stream",
    extension=True,
)
async def get_image(request: ApiRequest, id: InvoiceId, image_id: ImageId) -> Response[bytes]:
    """The other pages are another invoice's, which may be of a location that the caller does not see."""
    invoice = await records.find(request.tx, request.caller, id)
    images = await images_of(request.tx, invoice)
    image = next((image for image in images if image.id == parse_int_id(image_id)), None)
    if image is None:
        raise NotFound(what="image")
    data: bytes = await request.app.state.files.get(image.sha256)
    return download(await _own_pages(request, image, data), image.filename)


async def _own_pages(request: ApiRequest, image: Image, data: bytes) -> bytes:
    """Raises PagesNotCut, Unavailable."""
    if image.pages is None:
        return data
    try:
        return await request.app.state.cutter.cut(data, image.filename, image.pages)
    except TooManyAtOnce as error:
        raise Unavailable from error
    except Unreadable as refusal:
        raise PagesNotCut(code=refusal.code) from refusal


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


async def _person(request: ApiRequest, name: str) -> User:
    """Raises InvalidFields, NotFound."""
    wanted = request.caller.user_id if name == "me" else user_named("waiting_for", name)
    found = await access.user_within(request.tx, request.caller.scope, wanted)
    if found is None:
        raise NotFound(what="user")
    return found


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
