"""Routes of how fast documents go through the house, and how many without a hand on them."""

from fractions import Fraction
from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from payables.invoices.model import Source
from payables.kit.money import round_to
from payables.platform.caller import Permission
from payables.platform.http.parameters import LocationFilter
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer
from payables.reporting.api.parameters import (
    TAG,
    AskedFormat,
    CompanyId,
    FirstDay,
    LastDay,
    StepBy,
    company_of,
    period_asked,
)
from payables.reporting.queries.pace import NO_HANDS, NOTHING_TAKEN, SPANS, Asked, Hands, Taken, cycle_times, hands
from payables.reporting.rules.periods import Per, Period, start_of, steps_of
from payables.reporting.schema.pace import CycleReport, CycleStep, Span, TouchlessReport, TouchlessStep

HOUR = 3600


SourceFilter = Annotated[
    Source | None, QueryParameter(description="Only documents that came in so: upload is a file.", required=False)
]


@get(
    "/v1/reports/cycle-time",
    needs=Permission.REPORTS_READ,
    summary="How long documents took from entry to approval and export",
    description="A document counts in the week or month in which it came to the end of the way. Half of them took median_hours at "
    "most, nine of ten p90_hours.",
    tag=TAG,
    operation_id="get-reports-cycle-time",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_cycle_time(
    request: ApiRequest,
    company_id: CompanyId,
    per: StepBy = None,
    date_from: FirstDay = None,
    date_to: LastDay = None,
    location_id: LocationFilter = None,
    source: SourceFilter = None,
    asked_format: AskedFormat = None,
) -> Response[CycleReport]:
    asked = await _asked(request, company_id, location_id, source, per, period_asked(request, date_from, date_to))
    found = await cycle_times(request.tx, request.caller.scope, asked)
    steps = [_cycle(step, found.get(start_of(step.first, asked.per), {})) for step in steps_of(asked.period, asked.per)]

    def report() -> CycleReport:
        return CycleReport(
            version=request.answer_version,
            ottimate_company_id=asked.company_id,
            per=asked.per,
            date_from=asked.period.first,
            date_to=asked.period.last,
            steps=steps,
            all=_cycle(asked.period, found.get(None, {})),
        )

    return answer(request, asked_format, _name("cycle-time", asked), CycleStep, steps, report)


@get(
    "/v1/reports/touchless",
    needs=Permission.REPORTS_READ,
    summary="How many documents went through without a hand on them",
    description="Of the documents that were approved in a week or month and still are. Approving is no touch; changing, coding, "
    "commenting, flagging and the like are.",
    tag=TAG,
    operation_id="get-reports-touchless",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_touchless(
    request: ApiRequest,
    company_id: CompanyId,
    per: StepBy = None,
    date_from: FirstDay = None,
    date_to: LastDay = None,
    location_id: LocationFilter = None,
    source: SourceFilter = None,
    asked_format: AskedFormat = None,
) -> Response[TouchlessReport]:
    asked = await _asked(request, company_id, location_id, source, per, period_asked(request, date_from, date_to))
    found = await hands(request.tx, request.caller.scope, asked)
    steps = [
        _touchless(step, found.get(start_of(step.first, asked.per), NO_HANDS))
        for step in steps_of(asked.period, asked.per)
    ]

    def report() -> TouchlessReport:
        return TouchlessReport(
            version=request.answer_version,
            ottimate_company_id=asked.company_id,
            per=asked.per,
            date_from=asked.period.first,
            date_to=asked.period.last,
            steps=steps,
            all=_touchless(asked.period, found.get(None, NO_HANDS)),
        )

    return answer(request, asked_format, _name("touchless", asked), TouchlessStep, steps, report)


async def _asked(
    request: ApiRequest,
    company_id: int,
    location_id: int | None,
    source: Source | None,
    per: Per | None,
    period: Period,
) -> Asked:
    company = await company_of(request, company_id, location_id)
    return Asked(company.id, period, per or Per.WEEK, location_id, source and source.value)


def _name(report: str, asked: Asked) -> str:
    return f"{report}-per-{asked.per}-{asked.period.first}-{asked.period.last}"


def _cycle(step: Period, found: dict[str, Taken]) -> CycleStep:
    spans = {what: _span(found.get(what, NOTHING_TAKEN)) for what in SPANS}
    return CycleStep(date_from=step.first, date_to=step.last, **spans)


def _span(taken: Taken) -> Span:
    median, p90 = (
        None if seconds is None else round_to(Fraction(seconds, HOUR), 2) for seconds in (taken.median, taken.p90)
    )
    return Span(count=taken.count, median_hours=median, p90_hours=p90)


def _touchless(step: Period, found: Hands) -> TouchlessStep:
    return TouchlessStep(
        date_from=step.first,
        date_to=step.last,
        count=found.count,
        touchless=found.touchless,
        unattended=found.unattended,
        touchless_rate=round_to(Fraction(found.touchless, found.count), 4) if found.count else None,
    )
