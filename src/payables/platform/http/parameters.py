"""Query and header parameters that many routes share, and how they are read."""

from datetime import date
from typing import Annotated

from litestar.params import HeaderParameter, PathParameter, QueryParameter

from payables.kit.bad_value import BadValueError
from payables.kit.dates import DateError, Window, parse_date, parse_window
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.pages import Page
from payables.kit.pages import page_of as checked_page

AccountId = Annotated[str, PathParameter(description="Account id, racc_...")]
DimensionId = Annotated[str, PathParameter(description="Dimension id, dim_...")]
VendorId = Annotated[str, PathParameter(description="Integer id of the vendor.")]
InvoiceId = Annotated[str, PathParameter(description="UUID of the invoice, or its integer invoice_id.")]
ImageId = Annotated[str, PathParameter(description="Integer id of the image.")]
PageNumber = Annotated[
    int | None, QueryParameter(description="Page, from 1; 0 reads as 1. A page past the end is empty.", required=False)
]
PageSize = Annotated[int | None, QueryParameter(description="Rows per page: 1 to 100, 20 if left out.", required=False)]
Search = Annotated[str | None, QueryParameter(description="Part of the name, in any case.", required=False)]
SearchWords = Annotated[
    str | None,
    QueryParameter(
        description="Extension: words, each of which is part of its name or of one of its codes, in any case. What has them as "
        "a code comes first, then what begins with them, then by name.",
        required=False,
    ),
]
CompanyFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_company_id", description="Only this company.", ge=1, le=MAX_INT_ID, required=False),
]
LocationFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_location_id", description="Only this location.", ge=1, le=MAX_INT_ID, required=False),
]
IfMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match", description="ETag of the version you saw; a stale one answers 412.", required=False
    ),
]
IfNoneMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-None-Match", description="`*`: only if there is none yet; else it answers 409.", required=False
    ),
]


def page_of(page: int | None, limit: int | None, *, default: int = 20, maximum: int = 100) -> Page:
    """Raises InvalidFields naming the parameter."""
    try:
        return checked_page(page, limit, default, maximum)
    except BadValueError as error:
        field = "limit" if error.code == "invalid_limit" else "page"
        raise InvalidFields([FieldError(field, error.sentence, error.code)]) from error


LONGEST_SEARCH = 200


def words_of(text: str | None) -> list[str]:
    """What is searched for, in lower case; nothing where nothing is. Raises InvalidFields."""
    check_search(text)
    return (text or "").lower().split()


def check_search(text: str | None) -> None:
    """Raises InvalidFields."""
    if text is not None and len(text) > LONGEST_SEARCH:
        raise InvalidFields([FieldError("search", f"Send at most {LONGEST_SEARCH} characters.", "too_long")])
    check_texts(search=text)


def window_of(name: str, start: str | None, end: str | None, start_utc: str | None, end_utc: str | None) -> Window:
    """The date filters {name}_from and {name}_to with their `_utc` twins (contract/platform.md section 5.2).

    Raises InvalidFields naming the one that is wrong.
    """
    try:
        return parse_window(start, end, start_utc, end_utc)
    except DateError as error:
        raise InvalidFields([FieldError(f"{name}_{error.field}", error.sentence, error.code)]) from error


def day_of(name: str, text: str | None) -> date | None:
    """A date as YYYY-MM-DD; raises InvalidFields naming the parameter."""
    try:
        return None if text is None else parse_date(text)
    except DateError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error


def ids_of(name: str, text: str | None) -> list[int] | None:
    """A comma list of integer ids; raises InvalidFields."""
    if text is None:
        return None
    ids = [parse_int_id(part.strip()) for part in text.split(",")]
    if any(found is None for found in ids):
        raise InvalidFields([FieldError(name, "Send integer ids divided by commas.", "invalid_id")])
    return [found for found in ids if found is not None]


def check_texts(**texts: str | None) -> None:
    """The database keeps no NUL, and cannot look for one. Raises InvalidFields naming the parameters that have it."""
    if wrong := [name for name, text in texts.items() if text is not None and "\0" in text]:
        raise InvalidFields([FieldError(name, "Send the text without NUL.", "control_character") for name in wrong])


def user_named(name: str, text: str) -> int | str:
    """A user by id, or by e-mail address. Raises InvalidFields."""
    if (found := parse_int_id(text)) is not None:
        return found
    if "@" in text and "\0" not in text:
        return text
    raise InvalidFields([FieldError(name, "Send the id of a user, or the e-mail address of one.", "invalid_id")])
