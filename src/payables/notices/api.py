"""Routes of notices: what people were told, and that they have read it."""

from typing import Annotated

from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.kit.errors import FieldError, InvalidFields, NotFound, PermissionDenied
from payables.kit.ids import parse_uuid
from payables.notices import queries
from payables.notices.actions.mark_all_read import mark_all_read
from payables.notices.actions.mark_read import mark_read
from payables.notices.model import Notice
from payables.notices.rules.readers import may_read_for
from payables.notices.schema import NoticeAnswer, NoticeList, NoticeObject, NoticesMarked, NoticesRead
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import PageNumber, PageSize, page_of, user_named
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post

TAG = "Notices"

NoticeId = Annotated[str, PathParameter(description="UUID of the notice.")]


@get(
    "/v1/notices",
    needs=Permission.INVOICES_READ,
    summary="List notices",
    description="Your own, or with `user_id` another person's: that needs the permission to act for others or to manage "
    "users, and shows only what you may see yourself.",
    tag=TAG,
    operation_id="get-notices",
    errors=(404,),
    extension=True,
)
async def list_notices(
    request: ApiRequest,
    user_id: Annotated[
        str | None, QueryParameter(description="Whose, by id or e-mail address; yours if left out.", required=False)
    ] = None,
    unread: Annotated[
        bool | None, QueryParameter(description="true: only unread; false: only read.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> NoticeList:
    wanted = page_of(page, limit)
    person = request.caller.user_id if user_id is None else await _person(request, user_named("user_id", user_id))
    found = await queries.listed(request.tx, request.caller.scope, wanted, user_id=person, unread=unread)
    shown = await _shown(request, found.notices)
    return NoticeList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@post(
    "/v1/notices/{id:str}/read",
    needs=Permission.INVOICES_READ,
    summary="Mark a notice as read",
    tag=TAG,
    operation_id="post-notices-id-read",
    errors=(404,),
    extension=True,
    body_optional=True,
)
async def post_read(request: ApiRequest, id: NoticeId) -> NoticeAnswer:
    (shown,) = await _shown(request, [await mark_read(request.tx, request.caller, parse_uuid(id))])
    return NoticeAnswer(request.answer_version, shown)


@post(
    "/v1/notices/read",
    needs=Permission.INVOICES_READ,
    summary="Mark up to 100 of one's own notices as read",
    tag=TAG,
    operation_id="post-notices-read",
    extension=True,
)
async def post_read_many(request: ApiRequest, data: JSONBody[NoticesRead]) -> NoticesMarked:
    ids = [parse_uuid(id) for id in data.ids]
    faults = [
        FieldError(f"ids[{n}]", "Send the id of a notice.", "invalid_id") for n, id in enumerate(ids) if id is None
    ]
    if faults:
        raise InvalidFields(faults)
    read = await mark_all_read(request.tx, request.caller, [id for id in ids if id is not None])
    return NoticesMarked(request.answer_version, read)


async def _person(request: ApiRequest, name: int | str) -> int:
    """Raises PermissionDenied, NotFound; whoever reads for nobody else does not learn who there is."""
    found = await access.user_within(request.tx, request.caller.scope, name)
    if not may_read_for(request.caller, found.id if found else None):
        raise PermissionDenied(permission=Permission.USERS_MANAGE)
    if found is None:
        raise NotFound(what="user")
    return found.id


async def _shown(request: ApiRequest, notices: list[Notice]) -> list[NoticeObject]:
    people = await access.people(request.tx, (id for notice in notices for id in (notice.user_id, notice.actor_id)))
    return [
        NoticeObject(
            id=str(notice.id),
            kind=notice.kind,
            message=notice.message,
            user=people[notice.user_id],
            invoice=str(notice.invoice) if notice.invoice else None,
            invoice_id=notice.invoice_id,
            comment_id=notice.comment,
            bank_change=str(notice.bank_change) if notice.bank_change else None,
            actor=people.get(notice.actor_id),
            **twins("created_date", notice.created_at),
            **twins("read_date", notice.read_at),
        )
        for notice in notices
    ]
