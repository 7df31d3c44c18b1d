"""Routes of the trail: for people and programs that may see the whole account."""

from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from payables.audit import queries
from payables.audit.actions.sign_head import present_head
from payables.audit.actions.signing_key import signing_key
from payables.audit.model import Filters
from payables.audit.rules.heads import head_line
from payables.audit.schema import AuditEntry, AuditHead, AuditLog
from payables.kit.dates import format_utc
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import PageNumber, PageSize, check_texts, page_of, window_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

TAG = "Audit log"


@get(
    "/v1/audit-log",
    needs=Permission.AUDIT_READ,
    summary="List recorded changes, newest first",
    description="Needs an API user whose scope is the whole account.",
    tag=TAG,
    operation_id="get-audit-log",
    extension=True,
)
async def list_entries(
    request: ApiRequest,
    subject_type: Annotated[
        str | None, QueryParameter(description="Only changes of this kind of object, such as invoice.", required=False)
    ] = None,
    subject_id: Annotated[
        str | None, QueryParameter(description="Only changes of this object.", required=False)
    ] = None,
    action: Annotated[
        str | None, QueryParameter(description="Only this action, such as invoice.approved.", required=False)
    ] = None,
    actor: Annotated[
        int | None, QueryParameter(description="Only what this user did.", ge=1, le=MAX_INT_ID, required=False)
    ] = None,
    date_from: Annotated[str | None, QueryParameter(description="From this instant on, UTC.", required=False)] = None,
    date_to: Annotated[str | None, QueryParameter(description="Until this instant, UTC.", required=False)] = None,
    date_from_utc: Annotated[str | None, QueryParameter(description="The same in ISO 8601.", required=False)] = None,
    date_to_utc: Annotated[str | None, QueryParameter(description="The same in ISO 8601.", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> AuditLog:
    request.caller.need_whole_account("account's audit log")
    shown = page_of(page, limit)
    window = window_of("date", date_from, date_to, date_from_utc, date_to_utc)
    check_texts(subject_type=subject_type, subject_id=subject_id, action=action)
    wanted = Filters(subject_type, subject_id, action, actor, window.start, window.end)
    found = await queries.listed(request.tx, wanted, shown)
    entries = [_entry(row) for row in found.rows]
    return AuditLog(request.answer_version, found.total, shown.number, shown.limit, entries)


@get(
    "/v1/audit-log/head",
    needs=Permission.AUDIT_READ,
    summary="Read a signed head of the account's chain",
    description="Needs an API user whose scope is the whole account.",
    tag=TAG,
    operation_id="get-audit-log-head",
    errors=(409,),
    extension=True,
)
async def get_head(request: ApiRequest) -> AuditHead:
    request.caller.need_whole_account("account's audit log")
    signed = await present_head(request.tx, signing_key(request.app.state.secret_key))
    told = msgspec.json.decode(head_line(signed))
    return msgspec.convert({"version": request.answer_version, **told}, AuditHead)


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        id=str(row["id"]),
        seq=row["seq"],
        hash=row["hash"].hex() if row["hash"] else None,
        at=format_utc(row["at"]),
        **twins("created_date", row["at"]),
        actor_id=row["actor_id"],
        credential=row["credential"],
        request_id=row["request_id"],
        action=row["action"],
        subject_type=row["subject_type"],
        subject_id=row["subject_id"],
        before=row["before"],
        after=row["after"],
        message=row["message"],
    )
