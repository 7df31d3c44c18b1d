"""Route of the decisions that are waited for."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from payables.access import queries as access
from payables.access.model import Person
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import LocationFilter, PageNumber, PageSize
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer, page_asked
from payables.reporting.api.parameters import TAG, AskedFormat, CompanyId, company_of
from payables.reporting.model import WAITING_HOURS
from payables.reporting.queries.waiting import Ages, Waits, waiting
from payables.reporting.schema.waiting import WaitingAges, WaitingPerson, WaitingReport


@get(
    "/v1/reports/approvals-waiting",
    needs=Permission.REPORTS_READ,
    summary="With whom decisions wait, and since when",
    description="Of invoices that are pending approval now: a person by the turns that have come; nobody in particular where "
    "nobody is asked, since the invoice was last changed.",
    tag=TAG,
    operation_id="get-reports-approvals-waiting",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_approvals_waiting(
    request: ApiRequest,
    company_id: CompanyId,
    location_id: LocationFilter = None,
    asked_format: AskedFormat = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[WaitingReport]:
    wanted = page_asked(request, asked_format, page, limit)
    company = await company_of(request, company_id, location_id)
    found = await waiting(request.tx, request.caller.scope, company.id, location_id, wanted)
    people = await access.people(request.tx, [id for one in found.people for id in (one.person, one.stand_in)])
    rows = [_row(one, people) for one in found.people]

    def report() -> WaitingReport:
        return WaitingReport(
            version=request.answer_version,
            ottimate_company_id=company.id,
            **twins("as_of_date", request.tx.now),
            people_count=found.count,
            page=wanted.number,
            limit=wanted.limit,
            people=rows,
            all=WaitingAges(**_ages(found.all)),
        )

    return answer(request, asked_format, f"approvals-waiting-{request.tx.now.date()}", WaitingPerson, rows, report)


def _row(one: Waits, people: Mapping[int | None, Person]) -> WaitingPerson:
    return WaitingPerson(person=people.get(one.person), stand_in=people.get(one.stand_in), **_ages(one.ages))


def _ages(ages: Ages) -> dict[str, Any]:
    return {
        "count": ages.count,
        **{name: getattr(ages, name) for name in WAITING_HOURS},
        **twins("oldest_date", ages.oldest),
    }
