"""Routes of stand-ins and absences (contract/invoices-and-catalog.md section 4.7)."""

from typing import Annotated

from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.approvals.actions.end_stand_in import end_stand_in
from payables.approvals.actions.set_stand_in import Absence, set_stand_in
from payables.approvals.model import StandIn
from payables.approvals.queries import stand_ins
from payables.approvals.rules.absence_window import read_window
from payables.approvals.schema.stand_ins import (
    PersonNamed,
    StandInAnswer,
    StandInBody,
    StandInList,
    StandInObject,
)
from payables.kit.errors import FieldError, InvalidFields, NotFound, PermissionDenied
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.said import said
from payables.platform.caller import Caller, Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import PageNumber, PageSize, page_of, user_named
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

TAG = "Approvals"
LONGEST_NOTE = 500
READERS = (Permission.USERS_MANAGE, Permission.INVOICES_APPROVE_FOR_OTHERS)

StandInId = Annotated[str, PathParameter(description="UUID of the stand-in.")]


@get(
    "/v1/stand-ins",
    needs=Permission.INVOICES_READ,
    summary="List stand-ins and absences",
    description="Your own. Who manages users or acts for others sees those of everybody who sees some of what you see.",
    tag=TAG,
    operation_id="get-stand-ins",
    errors=(404,),
    extension=True,
)
async def list_stand_ins(
    request: ApiRequest,
    user_id: Annotated[
        str | None, QueryParameter(description="Only this person's, by id or e-mail address.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> StandInList:
    wanted = page_of(page, limit)
    person = await _whose(request, user_id)
    found = await stand_ins.listed(request.tx, request.caller, wanted, user_id=person)
    shown = await _shown(request, found.stand_ins)
    return StandInList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@post(
    "/v1/stand-ins",
    needs=Permission.INVOICES_READ,
    summary="Set a stand-in, or say that somebody is out of office",
    description="Your own; who manages users sets others'. Times are UTC. What waits already is covered too.",
    tag=TAG,
    operation_id="post-stand-ins",
    status=201,
    errors=(404,),
    body=(StandInBody, ("application/json",)),
    extension=True,
)
async def post_stand_in(request: ApiRequest, data: JSONBody[StandInBody]) -> StandInAnswer:
    new = await set_stand_in(request.tx, request.caller, _read(data, request))
    (shown,) = await _shown(request, [new])
    return StandInAnswer(request.answer_version, shown)


@delete(
    "/v1/stand-ins/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="End a stand-in or an absence",
    description="At once; one that is only planned never begins. It stays on record.",
    tag=TAG,
    operation_id="delete-stand-ins-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_stand_in(request: ApiRequest, id: StandInId) -> StandInAnswer:
    ended = await end_stand_in(request.tx, request.caller, parse_uuid(id))
    (shown,) = await _shown(request, [ended])
    return StandInAnswer(request.answer_version, shown)


async def _whose(request: ApiRequest, user_id: str | None) -> int | None:
    """None is everybody. Raises InvalidFields, PermissionDenied, NotFound."""
    if user_id is None:
        return None if _reads_others(request.caller) else request.caller.user_id
    found = await access.user_within(request.tx, request.caller.scope, user_named("user_id", user_id))
    if not _reads_others(request.caller) and (found is None or found.id != request.caller.user_id):
        raise PermissionDenied(permission=Permission.USERS_MANAGE)
    if found is None:
        raise NotFound(what="user")
    return found.id


def _reads_others(caller: Caller) -> bool:
    return any(caller.may(permission) for permission in READERS)


def _read(data: StandInBody, request: ApiRequest) -> Absence:
    """Raises InvalidFields, EndInThePast."""
    if (data.stand_in is None) != data.out_of_office:
        sentence = "Name a stand-in, or send out_of_office: true where nobody decides meanwhile; not both."
        raise InvalidFields([FieldError("stand_in", sentence, "required")])
    starts_at, ends_at = read_window(data.start_date, data.end_date, request.tx.now)
    return Absence(
        _name(data.user, "user") if data.user else None,
        _name(data.stand_in, "stand_in") if data.stand_in else None,
        starts_at,
        ends_at,
        said("note", data.note, LONGEST_NOTE),
    )


def _name(wanted: PersonNamed, field: str) -> int | str:
    user_id = parse_int_id(str(wanted.id)) if wanted.id is not None else None
    if user_id is not None:
        return user_id
    if wanted.id is None and wanted.email:
        return wanted.email
    raise InvalidFields([FieldError(field, "Send the user's id or email.", "required")])


async def _shown(request: ApiRequest, found: list[StandIn]) -> list[StandInObject]:
    ids = {id for one in found for id in (one.user_id, one.stand_in_id, one.created_by)}
    people = await access.people(request.tx, ids)
    return [
        StandInObject(
            id=str(one.id),
            user=people[one.user_id],
            stand_in=people.get(one.stand_in_id),
            **twins("start_date", one.starts_at),
            **twins("end_date", one.until),
            status=one.phase(request.tx.now),
            note=one.note,
            **twins("created_date", one.created_at),
            created_by=people.get(one.created_by),
        )
        for one in found
    ]
