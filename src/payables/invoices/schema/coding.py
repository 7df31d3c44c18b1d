"""API shapes of what was learned about the lines of an invoice. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.schema.invoice import CodedDimension
from payables.platform.http.rows import IntId


class SuggestionObject(msgspec.Struct):
    """One value, how sure it is, and why."""

    dimension: CodedDimension
    confidence: Annotated[Decimal, Meta(description="0 to 1: similarity / 100 x (agreed + 1) / (of + 2).")]
    reason: Annotated[str, Meta(description="A sentence for people.")]
    agreed: Annotated[int, Meta(description="Past lines that were coded so.")]
    of: Annotated[int, Meta(description="Past lines that were asked.")]
    similarity: Annotated[int, Meta(description="Percent: how much the nearest of them is like this line.")]
    invoices: Annotated[list[str], Meta(description="Invoices of those that agreed, newest first, at most five.")]


class LineSuggestions(msgspec.Struct):
    """A line that lacks dimensions which were learned."""

    id: int
    name: str | None
    suggestions: Annotated[dict[str, SuggestionObject], Meta(description="Dimension type in capitals -> suggestion.")]


class CodingSuggestions(msgspec.Struct):
    """Lines without suggestions are left out. Nothing of it is applied yet."""

    version: str
    learned_coding: Annotated[bool, Meta(description="False where the company has switched it off.")]
    threshold: Annotated[Decimal, Meta(description="What is as sure as this may be applied without a person.")]
    items: list[LineSuggestions]


class AcceptedLine(msgspec.Struct):
    """A line whose suggestions are taken."""

    id: IntId
    types: Annotated[list[str] | None, Meta(description="Only these dimension types; all if left out.")] = None


class AcceptSuggestions(msgspec.Struct):
    """Which suggestions are taken."""

    items: Annotated[list[AcceptedLine], Meta(max_length=1000)]
