"""All pages of a document as rows, with what its style of writing numbers and dates tells."""

from dataclasses import dataclass
from functools import cached_property

from payables.extraction.page.language import date_order, language
from payables.extraction.page.model import Page
from payables.extraction.page.numbers import decimal_mark
from payables.extraction.page.rows import Row, rows_of


@dataclass
class Document:
    pages: list[Page]

    @cached_property
    def rows(self) -> list[Row]:
        return [row for page in self.pages for row in rows_of(page)]

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
