"""API shapes of decisions that are waited for (extension)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.platform.http.instants import Instant, InstantUtc


class WaitingAges(msgspec.Struct, kw_only=True):
    """How many invoices wait how long; exactly a day is one of days_1_3."""

    count: int
    under_1_day: int
    days_1_3: int
    days_3_7: int
    days_7_14: int
    over_14_days: int
    oldest_date: Instant | None
    oldest_date_utc: InstantUtc | None


class WaitingPerson(WaitingAges, kw_only=True):
    """A person whose turn it is."""

    person: Annotated[Person | None, Meta(description="Null: nobody in particular is asked.")]
    stand_in: Annotated[Person | None, Meta(description="Who stands in for the person now.")]


class WaitingReport(msgspec.Struct, kw_only=True):
    """With whom decisions wait, and since when; the longest wait first."""

    version: str
    ottimate_company_id: int
    as_of_date: Instant
    as_of_date_utc: InstantUtc
    people_count: Annotated[int, Meta(description="Of all pages.")]
    page: int
    limit: int
    people: list[WaitingPerson]
    all: Annotated[WaitingAges, Meta(description="Every invoice once, by its longest wait.")]
