"""Query parameters that routes of the catalog share, and how they are read."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from litestar.params import PathParameter, QueryParameter

from payables.accounts import queries as accounts
from payables.catalog.model import Target
from payables.catalog.rules.sent_fields import amount, day, entry_id, integer_id, target
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID
from payables.platform.http.request import ApiRequest

TAG = "Catalog"

T = TypeVar("T")

Company = Annotated[
    int | None,
    QueryParameter(
        name="ottimate_company_id", description="Required: whose catalog.", ge=1, le=MAX_INT_ID, required=True
    ),
]
EntryRef = Annotated[str, PathParameter(description="Id of the entry, cte_12345.")]
EntryFilter = Annotated[
    str | None, QueryParameter(description="Only of this entry: cte_12345, or its number.", required=False)
]
ValidOn = Annotated[str | None, QueryParameter(description="Only what holds on this day, YYYY-MM-DD.", required=False)]
Expand = Annotated[
    str | None, QueryParameter(description="prices, allowances, or both divided by a comma.", required=False)
]


async def checked_company(request: ApiRequest, company_id: int | None) -> int:
    """Raises InvalidFields where it was left out, NotFound, OutOfScope."""
    if company_id is None:
        raise InvalidFields([FieldError("ottimate_company_id", "This parameter is required.", "required")])
    return (await accounts.company(request.tx, request.caller, company_id)).id


async def company_of(request: ApiRequest, sent: Mapping[str, Any]) -> int:
    """The company that a body names. Raises InvalidFields, NotFound, OutOfScope."""
    if sent.get("ottimate_company_id") is None:
        raise InvalidFields([FieldError("ottimate_company_id", "This field is required.", "required")])
    company_id = _read("ottimate_company_id", sent["ottimate_company_id"], integer_id)
    return (await accounts.company(request.tx, request.caller, company_id)).id


async def checked_location(request: ApiRequest, location_id: int | None, company_id: int | None) -> int | None:
    """Raises NotFound, OutOfScope, LocationOfAnotherCompany."""
    if location_id is None:
        return None
    return (await accounts.location(request.tx, request.caller, location_id, company_id=company_id)).id


def entry_number(text: str | None) -> int | None:
    return None if text is None else _read("catalog_entry_id", text, entry_id)


def valid_on(text: str | None) -> date | None:
    return None if text is None else _read("effective_date", text, day)


def amount_of(name: str, text: str | None) -> Decimal | None:
    return None if text is None else _read(name, text, amount)


def target_of(text: str | None) -> Target | None:
    """By its word, or by its code."""
    return (
        None if text is None else _read("price_type", int(text) if text.isdecimal() and len(text) < 4 else text, target)
    )


def expansion(text: str | None) -> frozenset[str]:
    """Raises InvalidFields."""
    wanted = frozenset(part.strip() for part in (text or "").split(",")) - {""}
    if strangers := sorted(wanted - {"prices", "allowances"}):
        sentence = f"{strangers[0][:60]!r} cannot be expanded here; possible: allowances, prices."
        raise InvalidFields([FieldError("expand", sentence, "unknown_expand")])
    return wanted


def _read(name: str, value: Any, read: Callable[[Any], T]) -> T:
    try:
        return read(value)
    except BadValueError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error
