"""Pages of a list: number and size, checked. Source: rulings on `limit` and contract/platform.md section 5.1."""

from dataclasses import dataclass

from payables.kit.bad_value import BadValueError

MAX_PAGE = 10**9


class PageError(BadValueError):
    """A page that cannot be. Codes: invalid_page, invalid_limit."""


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number`, counted from 1, of `limit` rows."""

    number: int
    limit: int

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.limit


def page_of(page: int | None, limit: int | None, default: int = 20, maximum: int = 100) -> Page:
    """The page a client asked for. Page 0 reads as 1; nothing else is bent into range."""
    return Page(_number(page), _limit(limit, default, maximum))


def _number(page: int | None) -> int:
    if page is None or page == 0:
        return 1
    if not 1 <= page <= MAX_PAGE:
        raise PageError("invalid_page", f"The page must be between 1 and {MAX_PAGE}.")
    return page


def _limit(limit: int | None, default: int, maximum: int) -> int:
    if limit is None:
        return default
    if not 1 <= limit <= maximum:
        raise PageError("invalid_limit", f"The limit must be between 1 and {maximum}.")
    return limit
