"""Routes of reminders and escalation."""

from litestar import Response
from msgspec import UNSET

from payables.access import queries as access
from payables.approvals.actions.change_settings import HOURS, change_settings
from payables.approvals.queries.settings import of_account
from payables.approvals.rules.escalation import ApprovalSettings
from payables.approvals.schema.settings import ApprovalSettingsChange, ApprovalSettingsObject
from payables.kit.ids import parse_int_id
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch
from payables.platform.http.rows import sent_fields

TAG = "Approvals"


@get(
    "/v1/approval-settings",
    needs=Permission.INVOICES_READ,
    summary="Read when approvers are reminded, and who is asked when it takes too long",
    tag=TAG,
    operation_id="get-approval-settings",
    etag=True,
    extension=True,
)
async def get_approval_settings(request: ApiRequest) -> Response[ApprovalSettingsObject]:
    return await _shown(request, await of_account(request.tx))


@patch(
    "/v1/approval-settings",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    summary="Change when approvers are reminded, and who is asked when it takes too long",
    description="For the whole account. Everything is off until it is set. Send the ETag as If-Match to be refused (412) when "
    "somebody was faster.",
    tag=TAG,
    operation_id="patch-approval-settings",
    body=(ApprovalSettingsChange, ("application/json",)),
    etag=True,
    extension=True,
)
async def patch_approval_settings(request: ApiRequest, if_match: IfMatch = None) -> Response[ApprovalSettingsObject]:
    seen = read_content_tag(if_match)
    data = await read_body(request, ApprovalSettingsChange)  # strictly: "4" is no number of hours
    sent = sent_fields(data)
    hours = {name: sent[name] for name in HOURS if name in sent}
    people = None if data.escalate_to is UNSET else [_name(one) for one in data.escalate_to]
    return await _shown(request, await change_settings(request.tx, request.caller, hours, people, seen=seen))


def _name(sent: int | str) -> int | str:
    return parse_int_id(sent) or sent if isinstance(sent, str) else sent


async def _shown(request: ApiRequest, settings: ApprovalSettings) -> Response[ApprovalSettingsObject]:
    people = await access.people(request.tx, settings.escalate_to)
    shown = ApprovalSettingsObject(
        version=request.answer_version,
        remind_after_hours=settings.remind_after_hours,
        remind_every_hours=settings.remind_every_hours,
        escalate_after_hours=settings.escalate_after_hours,
        escalate_to=[people[id] for id in settings.escalate_to if id in people],
    )
    return JsonResponse(shown, headers=content_header(settings))
