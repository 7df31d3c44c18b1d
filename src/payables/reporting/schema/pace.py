"""API shapes of how fast documents go through the house, and how many without a hand on them (extension)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.reporting.rules.periods import Per

Hours = Annotated[Decimal | None, Meta(description="With two decimals; null where nothing came to its end.")]


class Span(msgspec.Struct, kw_only=True):
    """Documents that came to the end of a way, and how long half of them and nine of ten took at most."""

    count: int
    median_hours: Hours
    p90_hours: Hours


class CycleStep(msgspec.Struct, kw_only=True):
    """A week or a month: what ended in it."""

    date_from: date
    date_to: date
    entered_to_approved: Span
    approved_to_exported: Span
    entered_to_exported: Span


class CycleReport(msgspec.Struct, kw_only=True):
    """How long documents took, by the week or month in which they came to their end."""

    version: str
    ottimate_company_id: int
    per: Per
    date_from: date
    date_to: date
    steps: Annotated[list[CycleStep], Meta(description="Also those in which nothing ended.")]
    all: Annotated[CycleStep, Meta(description="Of the whole period.")]


class TouchlessStep(msgspec.Struct, kw_only=True):
    """Documents that were approved in a week or a month, and still are."""

    date_from: date
    date_to: date
    count: int
    touchless: Annotated[int, Meta(description="Nobody had a hand on them between arrival and export.")]
    unattended: Annotated[int, Meta(description="Of these, those that nobody had to approve either.")]
    touchless_rate: Annotated[
        Decimal | None,
        Meta(description="touchless of count, from 0 to 1 with four decimals; null where there are none."),
    ]


class TouchlessReport(msgspec.Struct, kw_only=True):
    """How many documents went through without a hand on them."""

    version: str
    ottimate_company_id: int
    per: Per
    date_from: date
    date_to: date
    steps: list[TouchlessStep]
    all: Annotated[TouchlessStep, Meta(description="Of the whole period.")]
