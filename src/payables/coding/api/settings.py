"""Routes of coding settings."""

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from payables.accounts.queries import company
from payables.coding.actions.change_settings import change_settings
from payables.coding.model import Settings
from payables.coding.queries.settings import settings_of
from payables.coding.schema.mapping_rules import CodingSettings, CodingSettingsChange
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch
from payables.platform.http.rows import sent_fields

TAG = "Coding"
CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]


@get(
    "/v1/coding-settings",
    needs=Permission.INVOICES_READ,
    summary="Read how a company codes",
    tag=TAG,
    operation_id="get-coding-settings-root",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_coding_settings(request: ApiRequest, company_id: CompanyId) -> Response[CodingSettings]:
    found = await company(request.tx, request.caller, company_id)
    return _shown(request, found.id, await settings_of(request.tx, found.id))


@patch(
    "/v1/coding-settings",
    needs=Permission.CODING_MANAGE,
    summary="Change how a company codes",
    description="What is required holds for every invoice that is entered, changed or coded from now on, and for those "
    "that are not approved yet: they are looked at again. Send the ETag as If-Match to be refused (412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-coding-settings-root",
    errors=(404,),
    body=(CodingSettingsChange, ("application/json",)),
    etag=True,
    extension=True,
)
async def patch_coding_settings(
    request: ApiRequest, company_id: CompanyId, if_match: IfMatch = None
) -> Response[CodingSettings]:
    seen = read_content_tag(if_match)
    data = await read_body(request, CodingSettingsChange)  # strictly: "true" and 1 are no true
    found = await company(request.tx, request.caller, company_id)
    settings = await change_settings(request.tx, request.caller, found.id, sent_fields(data), seen=seen)
    return _shown(request, found.id, settings)


def _shown(request: ApiRequest, company_id: int, settings: Settings) -> Response[CodingSettings]:
    shown = CodingSettings(
        version=request.answer_version,
        ottimate_company_id=company_id,
        required_header_dimensions=[type_.upper() for type_ in settings.required_header],
        required_line_dimensions=[type_.upper() for type_ in settings.required_lines],
        learned_coding=settings.learned,
        learned_coding_applies=settings.learned_applies,
        threshold=settings.threshold,
    )
    return JsonResponse(shown, headers=content_header(settings))
