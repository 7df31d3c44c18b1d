"""API shapes of stand-ins and absences."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.approvals.model import Phase
from payables.platform.http.instants import Instant, InstantUtc


class PersonNamed(msgspec.Struct):
    """A person by id or by e-mail address."""

    id: Annotated[int | str | None, Meta(description="User id, as number or text.")] = None
    email: str | None = None


class StandInBody(msgspec.Struct):
    """Body of POST /stand-ins."""

    user: Annotated[PersonNamed | None, Meta(description="Who is away; you if left out.")] = None
    stand_in: Annotated[PersonNamed | None, Meta(description="Who decides meanwhile.")] = None
    start_date: Annotated[
        str | None, Meta(description="YYYY-MM-DD or an ISO 8601 instant, in UTC; now if left out.")
    ] = None
    end_date: Annotated[
        str | None, Meta(description="YYYY-MM-DD, the whole day, or an instant. Left out: until somebody ends it.")
    ] = None
    out_of_office: Annotated[bool, Meta(description="true: away, and nobody decides meanwhile.")] = False
    note: Annotated[str | None, Meta(description="Shown beside the person.", extra_json_schema={"maxLength": 500})] = (
        None
    )


class StandInObject(msgspec.Struct):
    """Who is away from when to when, and who decides meanwhile."""

    id: str
    user: Person
    stand_in: Annotated[Person | None, Meta(description="Null: out of office without a stand-in.")]
    start_date: Annotated[Instant, Meta(description="From this instant.")]
    start_date_utc: InstantUtc
    end_date: Annotated[Instant | None, Meta(description="Until before this instant; null: until it is ended.")]
    end_date_utc: InstantUtc | None
    status: Phase
    note: str | None
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None


class StandInAnswer(msgspec.Struct):
    """Answer of POST and DELETE."""

    version: str
    stand_in: StandInObject


class StandInList(msgspec.Struct):
    """Answer of GET /stand-ins, newest first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[StandInObject]
