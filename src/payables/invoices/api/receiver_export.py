"""Route of what was received (contract/invoices-and-catalog.md section 3.9).

Only lines that were matched to catalog entries are shown, and an invoice without such a line is not.
"""

from decimal import Decimal
from typing import Annotated

from litestar.params import QueryParameter

from payables.accounts import queries as accounts
from payables.catalog.model import entry_ref
from payables.invoices.queries import lists
from payables.invoices.queries.received import Received, received
from payables.invoices.rules.received import ReceivedLine
from payables.invoices.schema.receiver_export import ReceivedInvoice, ReceiverExport, ReceiverLine
from payables.kit.dates import DateError, Window, parse_window
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.neighbours import neighbours
from payables.platform.http.parameters import PageNumber, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.units.rules.units_in import units_in

DEFAULT_LIMIT, MOST = 50, 200

NAMES = {
    "from": "exported_after", "to": "exported_before", "from_utc": "exported_after_utc", "to_utc": "exported_before_utc",
}  # fmt: skip

Instant = Annotated[
    str | None,
    QueryParameter(description='YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC. Both ends are included.', required=False),
]
InstantUtc = Annotated[
    str | None, QueryParameter(description="The same in ISO 8601; wins over the plain one.", required=False)
]


@get(
    "/v1/invoices/receiver-export",
    needs=Permission.INVOICES_READ,
    summary="List what was received by catalog entry",
    description="Exported invoices of vendors with item validation, with the lines that were matched to the catalog.",
    tag="Invoices",
    operation_id="get-invoices-receiver-export",
    errors=(404,),
)
async def get_receiver_export(
    request: ApiRequest,
    company_id: Annotated[
        int | None,
        QueryParameter(
            name="ottimate_company_id", description="Required: whose invoices.", ge=1, le=MAX_INT_ID, required=True
        ),
    ] = None,
    location_id: Annotated[
        int | None,
        QueryParameter(
            name="ottimate_location_id", description="Required: where it arrived.", ge=1, le=MAX_INT_ID, required=True
        ),
    ] = None,
    exported_after: Instant = None,
    exported_after_utc: InstantUtc = None,
    exported_before: Instant = None,
    exported_before_utc: InstantUtc = None,
    vendor_id: Annotated[
        int | None, QueryParameter(description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False)
    ] = None,
    page: PageNumber = None,
    limit: Annotated[
        int | None, QueryParameter(description="Rows per page: 1 to 200, 50 if left out.", required=False)
    ] = None,
) -> ReceiverExport:
    company_id, location_id = _named("ottimate_company_id", company_id), _named("ottimate_location_id", location_id)
    wanted = page_of(page, limit, default=DEFAULT_LIMIT, maximum=MOST)
    window = _window(exported_after, exported_before, exported_after_utc, exported_before_utc)
    await accounts.location(request.tx, request.caller, location_id, company_id=company_id)
    if vendor_id is not None and await lists.company_of_vendor(request.tx, vendor_id) != company_id:
        raise NotFound(what="vendor")
    total, found = await received(request.tx, company_id, location_id, window, vendor_id, wanted)
    after, before = neighbours(request, wanted, total)
    shown = [_shown(one, company_id, location_id) for one in found]
    return ReceiverExport(
        request.answer_version, total, after, before, wanted.number, wanted.limit, wanted.limit, shown
    )


def _named(name: str, id: int | None) -> int:
    if id is None:
        raise InvalidFields([FieldError(name, "This parameter is required.", "required")])
    if not 1 <= id <= MAX_INT_ID:
        raise InvalidFields([FieldError(name, "Send an integer id.", "invalid_id")])
    return id


def _window(after: str | None, before: str | None, after_utc: str | None, before_utc: str | None) -> Window:
    try:
        return parse_window(after, before, after_utc, before_utc)
    except DateError as error:
        raise InvalidFields([FieldError(NAMES[error.field or "from"], error.sentence, error.code)]) from error


def _shown(one: Received, company_id: int, location_id: int) -> ReceivedInvoice:
    return ReceivedInvoice(
        ottimate_invoice_id=str(one.id),
        ottimate_company_id=company_id,
        ottimate_location_id=location_id,
        invoice_number=one.number,
        vendor_name=one.erp_vendor_name,
        invoice_date=one.invoice_date.isoformat() if one.invoice_date else None,
        **twins("exported_at", one.exported_at),
        receiver_status="success",
        receiver_lines=[_line(line, one.erp_vendor_id) for line in one.lines],
    )


def _line(line: ReceivedLine, vendor_id: str | None) -> ReceiverLine:
    return ReceiverLine(
        catalog_unique_key=line.unique_key,
        upc=line.padded_upc,
        description=line.item_name,
        uom=line.uom or "",
        case_pack=units_in(line.size) or Decimal(1),
        quantity_received=line.quantity_received,
        unit_price=None if line.price is None else abs(line.price),
        extended_price=None if line.amount is None else abs(line.amount),
        pack_size=line.size,
        vendor_id=vendor_id,
        ottimate_catalog_id=entry_ref(line.entry),
    )
