"""Parameters of the list of invoices that find what is behind a figure of a report (docs/reports.md): an addition of ours."""

from dataclasses import dataclass
from typing import Annotated

from litestar.params import QueryParameter

from payables.dimensions import queries as dimensions
from payables.dimensions.model import DimensionType
from payables.invoices.model import Source
from payables.invoices.queries.behind import Behind, CountedIn
from payables.kit.dates import DateError, Window, parse_window
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.money import is_currency
from payables.platform.http.parameter_groups import Parameters
from payables.platform.http.parameters import day_of
from payables.platform.http.request import ApiRequest


def _optional(text: str) -> QueryParameter:
    return QueryParameter(description=f"{text} An extension of the contract.", required=False)


DatedDay = Annotated[
    str | None, _optional("YYYY-MM-DD, by the posting date or else the invoice's own; the day is included.")
]
DueDay = Annotated[str | None, _optional("YYYY-MM-DD, by the due date or else the invoice's own; the day is included.")]
ApprovedAt = Annotated[str | None, _optional("Instant in ISO 8601, or YYYY-MM-DD: approved then or later, or before.")]
ExportedAt = Annotated[str | None, _optional("Instant in ISO 8601, or YYYY-MM-DD: exported then or later, or before.")]
WaitingAt = Annotated[
    str | None,
    _optional(
        "Instant in ISO 8601, or YYYY-MM-DD: waiting for a decision since then or later, or before; with waiting_for by that "
        "person's turn, else by whoever waits longest."
    ),
]
CurrencyFilter = Annotated[str | None, _optional("Only documents in this currency.")]
SourceFilter = Annotated[str | None, _optional("How it came in: upload, api, import.")]
DimensionFilter = Annotated[str | None, _optional("dim_...: a line, a split or the invoice is coded with it.")]
UncodedFilter = Annotated[
    DimensionType | None, _optional("A line, a split or the invoice lacks a dimension of this type.")
]
CountedInFilter = Annotated[CountedIn | None, _optional("Only what this report counts; aging as of now.")]
DuplicateFilter = Annotated[
    bool | None, _optional("Whether it waits because it may be there already, and nobody has decided about that yet.")
]
TouchedFilter = Annotated[bool | None, _optional("Whether somebody had a hand on it between arrival and export.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindFilters(Parameters):
    """As they are sent."""

    dated_from: DatedDay = None
    dated_to: DatedDay = None
    due_from: DueDay = None
    due_to: DueDay = None
    approved_from: ApprovedAt = None
    approved_to: ApprovedAt = None
    exported_from: ExportedAt = None
    exported_to: ExportedAt = None
    waiting_since_from: WaitingAt = None
    waiting_since_to: WaitingAt = None
    currency: CurrencyFilter = None
    source: SourceFilter = None
    dimension_id: DimensionFilter = None
    uncoded: UncodedFilter = None
    counted_in: CountedInFilter = None
    touched: TouchedFilter = None
    possible_duplicate: DuplicateFilter = None


async def behind_of(request: ApiRequest, sent: BehindFilters, *, nobody_asked: bool) -> Behind:
    """Raises InvalidFields, and NotFound for a dimension that the caller does not see."""
    return Behind(
        dated=(day_of("dated_from", sent.dated_from), day_of("dated_to", sent.dated_to)),
        due=(day_of("due_from", sent.due_from), day_of("due_to", sent.due_to)),
        approved=_window("approved", sent.approved_from, sent.approved_to),
        exported=_window("exported", sent.exported_from, sent.exported_to),
        waiting_since=_window("waiting_since", sent.waiting_since_from, sent.waiting_since_to),
        nobody_asked=nobody_asked,
        currency=_currency(sent.currency),
        source=_source(sent.source),
        counted_in=sent.counted_in,
        coded_with=await _dimension(request, sent.dimension_id),
        uncoded=sent.uncoded and sent.uncoded.value,
        touched=sent.touched,
        possible_duplicate=sent.possible_duplicate,
    )


def _window(name: str, start: str | None, end: str | None) -> Window:
    try:
        return parse_window(from_utc=start, to_utc=end)
    except DateError as error:
        bound = (error.field or "from").removesuffix("_utc")
        raise InvalidFields([FieldError(f"{name}_{bound}", error.sentence, error.code)]) from error


def _currency(code: str | None) -> str | None:
    if code is not None and not is_currency(code):
        raise InvalidFields([FieldError("currency", "Send an ISO 4217 code such as USD.", "unknown_currency")])
    return code


def _source(text: str | None) -> str | None:
    if text is not None and text not in set(Source):
        raise InvalidFields([FieldError("source", f"Send one of {', '.join(Source)}.", "unknown_source")])
    return text


async def _dimension(request: ApiRequest, id: str | None) -> tuple[str, str] | None:
    if id is None:
        return None
    found = None if "\0" in id else await dimensions.visible(request.tx, request.caller.scope, id)
    if found is None:
        raise NotFound(what="dimension")
    return found.ottimate_type, found.id
