"""API shapes of stand-ins and absences."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.approvals.model import Phase


class PersonNamed(msgspec.Struct):
    """A person by id or by e-mail address."""

    id: Annotated[int | str | None, Meta(description="User id, as number or text.")] = None
    email: str | None = None


class PersonObject(msgspec.Struct):
    """A user."""

    id: int
    email: str | None
    display_name: str


class StandInBody(msgspec.Struct):
    """Body of POST /stand-ins."""

    user: Annotated[PersonNamed | None, Meta(description="Who is away; you if left out.")] = None
    stand_in: Annotated[PersonNamed | None, Meta(description="Who decides meanwhile.")] = None
    start: Annotated[str | None, Meta(description="YYYY-MM-DD or an ISO 8601 instant, in UTC; now if left out.")] = None
    end: Annotated[str | None, Meta(description="A date is the whole day. Left out: until somebody ends it.")] = None
    out_of_office: Annotated[bool, Meta(description="true: away, and nobody decides meanwhile.")] = False
    note: Annotated[str | None, Meta(description="Shown beside the person.", extra_json_schema={"maxLength": 500})] = (
        None
    )


class StandInObject(msgspec.Struct):
    """Who is away from when to when, and who decides meanwhile."""

    id: str
    user: PersonObject
    stand_in: Annotated[PersonObject | None, Meta(description="Null: out of office without a stand-in.")]
    start: Annotated[str, Meta(description="From this instant, UTC.")]
    end: Annotated[str | None, Meta(description="Until before this instant, UTC; null: until it is ended.")]
    status: Phase
    note: str | None
    created_at: str
    created_by: PersonObject | None


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
