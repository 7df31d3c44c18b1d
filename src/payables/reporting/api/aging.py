"""The report of what is owed, by how long it is overdue."""

from dataclasses import asdict

from litestar import Response

from payables.platform.caller import Permission
from payables.platform.http.parameters import LocationFilter, PageNumber, PageSize
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer, page_asked
from payables.reporting.api.parameters import (
    TAG,
    AskedFormat,
    AsOf,
    CompanyId,
    VendorFilter,
    as_of_day,
    company_of,
)
from payables.reporting.queries.aging import Aged, aging
from payables.reporting.schema.reports import (
    AgedTotal,
    AgedVendor,
    AgingReport,
)


@get(
    "/v1/reports/aging",
    needs=Permission.REPORTS_READ,
    summary="What a company owed on a day, by how long it was overdue",
    description="Credit memos lower it. Payments count by their day; one that was voided later still counted then. Documents "
    "count by their posting date, or else their own, approved or not.",
    tag=TAG,
    operation_id="get-reports-aging",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_aging(
    request: ApiRequest,
    company_id: CompanyId,
    as_of: AsOf = None,
    location_id: LocationFilter = None,
    vendor_id: VendorFilter = None,
    asked_format: AskedFormat = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[AgingReport]:
    wanted, day = page_asked(request, asked_format, page, limit), as_of_day(request, as_of)
    company = await company_of(request, company_id, location_id)
    places = {"location_id": location_id, "vendor_id": vendor_id}
    found = await aging(request.tx, request.caller.scope, company.id, day, wanted, **places)
    rows = [_aged(vendor) for vendor in found.vendors]

    def report() -> AgingReport:
        return AgingReport(
            version=request.answer_version,
            ottimate_company_id=company.id,
            as_of=day,
            vendors_count=found.count,
            page=wanted.number,
            limit=wanted.limit,
            vendors=rows,
            totals=[AgedTotal(currency=currency, **sums) for currency, sums in found.totals.items()],
        )

    return answer(request, asked_format, f"aging-{day}", AgedVendor, rows, report)


def _aged(vendor: Aged) -> AgedVendor:
    values = asdict(vendor)
    names = {"ottimate_vendor_id": "vendor_id", "erp_vendor_name": "vendor_name"}
    renamed = {name: values.pop(own) for name, own in names.items()}
    return AgedVendor(**values, **renamed)
