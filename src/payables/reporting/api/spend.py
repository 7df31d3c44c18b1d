"""Route of what was bought."""

from typing import Annotated, Literal

from litestar import Response
from litestar.params import QueryParameter

from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import is_currency
from payables.platform.caller import Permission
from payables.platform.http.parameters import LocationFilter, PageNumber, PageSize
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer, page_asked
from payables.reporting.api.parameters import (
    TAG,
    AskedFormat,
    CompanyId,
    FirstDay,
    LastDay,
    VendorFilter,
    company_of,
    period_asked,
)
from payables.reporting.queries.spend import Asked, Spent, Sum, spend
from payables.reporting.schema.spend import SpendReport, SpendRow, SpendTotal

VENDOR = "vendor"
# vendor, and every DimensionType
By = Literal[
    "vendor", "account", "location", "department", "class", "project", "customer", "entity", "item", "warehouse", "task",
    "costtype", "employee", "taxcode", "property", "company", "subsidiary",
]  # fmt: skip
SpendBy = Annotated[
    By | None, QueryParameter(description="vendor (if left out), or a dimension type such as account.", required=False)
]
CurrencyFilter = Annotated[str | None, QueryParameter(description="Only documents in this currency.", required=False)]


@get(
    "/v1/reports/spend",
    needs=Permission.REPORTS_READ,
    summary="What was bought in a period, by vendor or by what it is coded with",
    description="Documents count by their posting date, or else their own, approved or not. Amounts of different currencies are "
    "never added; credit memos lower them.",
    tag=TAG,
    operation_id="get-reports-spend",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_spend(
    request: ApiRequest,
    company_id: CompanyId,
    by: SpendBy = None,
    date_from: FirstDay = None,
    date_to: LastDay = None,
    location_id: LocationFilter = None,
    vendor_id: VendorFilter = None,
    currency: CurrencyFilter = None,
    asked_format: AskedFormat = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[SpendReport]:
    wanted = page_asked(request, asked_format, page, limit)
    period = period_asked(request, date_from, date_to)
    if currency is not None and not is_currency(currency):
        raise InvalidFields([FieldError("currency", "Send an ISO 4217 code such as USD.", "unknown_currency")])
    company = await company_of(request, company_id, location_id)
    name = by or VENDOR
    type_ = None if name == VENDOR else name
    asked = Asked(company.id, company.currency, period, type_, location_id, vendor_id, currency)
    found = await spend(request.tx, request.caller.scope, asked, wanted)
    rows = [_row(row) for row in found.rows]

    def report() -> SpendReport:
        return SpendReport(
            version=request.answer_version,
            ottimate_company_id=company.id,
            by=name,
            date_from=period.first,
            date_to=period.last,
            rows_count=found.count,
            page=wanted.number,
            limit=wanted.limit,
            rows=rows,
            totals=[_total(total) for total in found.sums],
        )

    return answer(request, asked_format, f"spend-by-{name}-{period.first}-{period.last}", SpendRow, rows, report)


def _row(row: Spent) -> SpendRow:
    return SpendRow(
        kind=row.kind,
        id=row.id,
        name=row.name,
        code=row.code,
        erp_id=row.erp_id,
        currency=row.currency,
        invoices=row.invoices,
        amount=row.amount,
        approved_amount=row.approved,
    )


def _total(total: Sum) -> SpendTotal:
    return SpendTotal(
        currency=total.currency, invoices=total.invoices, amount=total.amount, approved_amount=total.approved
    )
