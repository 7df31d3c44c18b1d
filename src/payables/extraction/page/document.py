"""All pages of a document as rows, with what its style of writing numbers and dates tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from payables.extraction.page.language import date_order, language
from payables.extraction.page.model import Page
from payables.extraction.page.numbers import decimal_mark
from payables.extraction.page.rows import Row, rows_of

Found = TypeVar("Found")


@dataclass
class Document:
    """`memo` keeps what `once` has computed."""

    pages: list[Page]
    memo: dict[object, Any] = field(default_factory=dict[object, Any])

    @cached_property
    def rows(self) -> list[Row]:
        return [row for page in self.pages for row in rows_of(page)]

    @cached_property
    def rows_by_page(self) -> dict[int, list[Row]]:
        """By the page's number: a value is looked for on its own page, or a long document takes the square of its rows."""
        found: dict[int, list[Row]] = {page.number: [] for page in self.pages}
        for row in self.rows:
            found[row.page.number].append(row)
        return found

    @cached_property
    def across(self) -> list["Document"]:
        """What is read in each other direction of a page, by itself."""
        turned = ((page, words) for page in self.pages for words in page.across)
        return [Document([Page(page.number, page.height, page.width, words)]) for page, words in turned]

    @cached_property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def language(self) -> str:
        return language(self.text)

    @cached_property
    def decimal_mark(self) -> str:
        """'.' or ','."""
        return decimal_mark(self.text, self.language)

    @cached_property
    def date_order(self) -> str:
        """'dmy' or 'mdy', for dates in digits."""
        return date_order(self.text, self.language)


def once(function: Callable[[Document], Found]) -> Callable[[Document], Found]:
    """Computes the function once per document: several fields choose among the same candidates."""

    @wraps(function)
    def remembered(document: Document) -> Found:
        if function not in document.memo:
            document.memo[function] = function(document)
        return document.memo[function]

    return remembered
