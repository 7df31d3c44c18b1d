"""What reports are asked for by, and how it is checked."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from litestar.params import QueryParameter

from payables.accounts import queries as accounts
from payables.accounts.model import Company
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID
from payables.platform.http.parameters import day_of
from payables.platform.http.request import ApiRequest
from payables.reporting.rules.periods import Per, Period, PeriodError, period_of

TAG = "Reports"


class Format(StrEnum):
    """How a report is written."""

    JSON = "json"
    CSV = "csv"


CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]
VendorFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_vendor_id", description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False),
]
AsOf = Annotated[str | None, QueryParameter(description="YYYY-MM-DD; today if left out.", required=False)]
Day = Annotated[str | None, QueryParameter(description="YYYY-MM-DD; the day is included.", required=False)]
FirstDay = Annotated[
    str | None,
    QueryParameter(description="YYYY-MM-DD; the day is included. 89 days before the last if left out.", required=False),
]
LastDay = Annotated[
    str | None, QueryParameter(description="YYYY-MM-DD; the day is included. Today if left out.", required=False)
]
StepBy = Annotated[
    Per | None, QueryParameter(description="week (from Monday, if left out) or month; in UTC.", required=False)
]
AskedFormat = Annotated[
    Format | None,
    QueryParameter(
        name="format",
        description="csv gives all rows as a file, as Accept: text/csv does; page and limit say nothing there.",
        required=False,
    ),
]


async def company_of(request: ApiRequest, company_id: int, location_id: int | None) -> Company:
    """Both checked to lie in the caller's scope."""
    company = await accounts.company(request.tx, request.caller, company_id)
    if location_id is not None:
        await accounts.location(request.tx, request.caller, location_id, company_id=company.id)
    return company


def as_of_day(request: ApiRequest, text: str | None) -> date:
    return day_of("as_of", text) or request.tx.now.date()


def period_asked(request: ApiRequest, first: str | None, last: str | None) -> Period:
    """Raises InvalidFields."""
    days = day_of("date_from", first), day_of("date_to", last)
    try:
        return period_of(*days, request.tx.now.date())
    except PeriodError as error:
        field = "date_to" if error.code == "out_of_range" else "date_from"
        raise InvalidFields([FieldError(field, error.sentence, error.code)]) from error
