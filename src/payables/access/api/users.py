"""Routes of users: who there is."""

from typing import Annotated, Any

from litestar.params import QueryParameter

from payables.access import queries
from payables.access.model import ROLES, ScopeKind, UserKind
from payables.access.schema.users import UserList, UserObject, UserScope
from payables.accounts import queries as accounts
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission, Scope
from payables.platform.http.parameters import PageNumber, PageSize, check_search, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

SeenAt = Annotated[
    int | None,
    QueryParameter(
        description="Only active ones who see the invoices of this location: whom a comment there may mention.",
        ge=1,
        le=MAX_INT_ID,
        required=False,
    ),
]


@get(
    "/v1/users",
    needs=Permission.STRUCTURE_READ,
    summary="List people and API users",
    description="Those that see some of what you see, inactive ones too. `payables provision` writes them.",
    tag="Accounts",
    operation_id="get-users",
    errors=(404,),
    extension=True,
)
async def list_users(
    request: ApiRequest,
    search: Annotated[
        str | None, QueryParameter(description="Part of the name or e-mail address, in any case.", required=False)
    ] = None,
    kind: Annotated[
        UserKind | None, QueryParameter(description="Only people, or only programs.", required=False)
    ] = None,
    ottimate_location_id: SeenAt = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> UserList:
    wanted = page_of(page, limit)
    check_search(search)
    scope, tx = request.caller.scope, request.tx
    place = None if ottimate_location_id is None else await accounts.location(tx, request.caller, ottimate_location_id)
    found = await queries.listed(tx, scope, wanted, kind=kind, search=search, at=place)
    shown = [_user(row, scope) for row in found.rows]
    return UserList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


def _user(row: Any, scope: Scope) -> UserObject:
    names = ("id", "email", "first_name", "last_name")
    seen = UserScope(
        ScopeKind(row["scope"]),
        _seen(row["company_ids"], scope.company_ids),
        _seen(row["location_ids"], scope.location_ids),
    )
    return UserObject(
        **{name: row[name] for name in names},
        kind=UserKind(row["kind"]),
        role=row["role"],
        active=row["active"],
        may_approve=row["active"] and Permission.INVOICES_APPROVE in ROLES.get(row["role"], ()),
        scope=seen,
    )


def _seen(ids: list[int] | None, within: frozenset[int] | None) -> list[int]:
    return sorted(id for id in ids or () if within is None or id in within)
