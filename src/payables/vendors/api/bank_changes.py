"""Routes of bank changes, and of how long a company waits after one."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company as company_in_scope
from payables.kit.dates import format_plain
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.said import must_say, said
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.instants import twins
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import (
    CompanyFilter,
    IfMatch,
    PageNumber,
    PageSize,
    VendorId,
    page_of,
    user_named,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post
from payables.vendors import queries
from payables.vendors.actions.change_settings import change_settings
from payables.vendors.actions.confirm_bank_change import confirm_bank_change
from payables.vendors.actions.decline_bank_change import decline_bank_change
from payables.vendors.actions.withdraw_bank_change import withdraw_bank_change
from payables.vendors.model import BankChangeStatus, VendorSettings
from payables.vendors.queries import bank_changes
from payables.vendors.queries.bank_changes import Named
from payables.vendors.queries.settings import settings_of
from payables.vendors.schema.bank_changes import (
    BankChangeAnswer,
    BankChangeList,
    BankChangeObject,
    Confirmation,
    Confirmer,
    Refusing,
    ShownVendorSettings,
    VendorSettingsChange,
    Withdrawal,
)

TAG = "Vendors"
JSON = ("application/json",)

BankChangeId = Annotated[str, PathParameter(description="UUID of the bank change.")]
OfStatus = Annotated[BankChangeStatus | None, QueryParameter(name="status", description="Only these.", required=False)]
CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]


@get(
    "/v1/vendors/{id:str}/bank-changes",
    needs=Permission.VENDORS_READ,
    summary="List a vendor's bank details, those that were asked for too",
    tag=TAG,
    operation_id="get-vendors-id-bank-changes",
    errors=(404,),
    extension=True,
)
async def list_bank_changes_of_vendor(
    request: ApiRequest, id: VendorId, page: PageNumber = None, limit: PageSize = None
) -> BankChangeList:
    wanted = page_of(page, limit)
    number = parse_int_id(id)
    if number is None or await queries.visible(request.tx, request.caller.scope, number) is None:
        raise NotFound(what="vendor")
    found = await bank_changes.listed(request.tx, request.caller.scope, wanted, vendor_id=number)
    shown = await _shown(request, found.changes)
    return BankChangeList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@get(
    "/v1/bank-changes",
    needs=Permission.VENDORS_READ,
    summary="List bank details that were asked for, of all vendors",
    tag=TAG,
    operation_id="get-bank-changes-root",
    errors=(404,),
    extension=True,
)
async def list_bank_changes(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    status: OfStatus = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> BankChangeList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company_in_scope(request.tx, request.caller, company_id)
    scope = request.caller.scope
    found = await bank_changes.listed(request.tx, scope, wanted, company_id=company_id, status=status)
    shown = await _shown(request, found.changes)
    return BankChangeList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@post(
    "/v1/bank-changes/{id:str}/confirm",
    needs=Permission.VENDORS_CONFIRM_BANK,
    summary="Confirm bank details as a second person",
    description="They are in force at once; for as long as the company wants nothing of the vendor is exported then. Never by "
    "who asked for them.",
    tag=TAG,
    operation_id="post-bank-changes-id-confirm",
    errors=(404,),
    body=(Confirmation, JSON),
    body_optional=True,
    extension=True,
)
async def post_confirm(request: ApiRequest, id: BankChangeId) -> BankChangeAnswer:
    wanted = await read_body(request, Confirmation)
    comment = said("comment", wanted.comment)
    acts_for = _person(wanted.confirmer) if wanted.confirmer else None
    change = await confirm_bank_change(request.tx, request.caller, id, comment=comment, acts_for=acts_for)
    return await _answer(request, change.id)


@post(
    "/v1/bank-changes/{id:str}/decline",
    needs=Permission.VENDORS_CONFIRM_BANK,
    summary="Decline bank details as a second person",
    tag=TAG,
    operation_id="post-bank-changes-id-decline",
    errors=(404,),
    body=(Refusing, JSON),
    extension=True,
)
async def post_decline(request: ApiRequest, id: BankChangeId) -> BankChangeAnswer:
    sentence = "Say why: who asked for them has to know."
    reason = must_say("reason", (await read_body(request, Refusing)).reason, sentence)
    change = await decline_bank_change(request.tx, request.caller, id, reason)
    return await _answer(request, change.id)


@post(
    "/v1/bank-changes/{id:str}/withdraw",
    needs=Permission.VENDORS_WRITE,
    summary="Withdraw bank details that you asked for",
    tag=TAG,
    operation_id="post-bank-changes-id-withdraw",
    errors=(404,),
    body=(Withdrawal, JSON),
    body_optional=True,
    extension=True,
)
async def post_withdraw(request: ApiRequest, id: BankChangeId) -> BankChangeAnswer:
    reason = said("reason", (await read_body(request, Withdrawal)).reason)
    change = await withdraw_bank_change(request.tx, request.caller, id, reason)
    return await _answer(request, change.id)


@get(
    "/v1/vendor-settings",
    needs=Permission.VENDORS_READ,
    summary="Read how a company goes about its vendors",
    tag=TAG,
    operation_id="get-vendor-settings-root",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_vendor_settings(request: ApiRequest, company_id: CompanyId) -> Response[ShownVendorSettings]:
    found = await company_in_scope(request.tx, request.caller, company_id)
    return _settings(request, found.id, await settings_of(request.tx, found.id))


@patch(
    "/v1/vendor-settings",
    needs=Permission.USERS_MANAGE,
    summary="Change how a company goes about its vendors",
    description="Longer hours hold for what is confirmed from now on, shorter ones once the hours that stood before are over: a "
    "confirmation before that is held as long as by those. Send the ETag as If-Match to be refused (412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-vendor-settings-root",
    errors=(404,),
    body=(VendorSettingsChange, JSON),
    etag=True,
    extension=True,
)
async def patch_vendor_settings(
    request: ApiRequest, company_id: CompanyId, if_match: IfMatch = None
) -> Response[ShownVendorSettings]:
    seen = read_content_tag(if_match)
    hours = (await read_body(request, VendorSettingsChange)).bank_hold_hours
    found = await company_in_scope(request.tx, request.caller, company_id)
    return _settings(request, found.id, await change_settings(request.tx, request.caller, found.id, hours, seen=seen))


def _person(wanted: Confirmer) -> int | str:
    named = str(wanted.id) if wanted.id is not None else wanted.email
    if not named:
        raise InvalidFields([FieldError("confirmer", "Send the user's id or email.", "required")])
    return user_named("confirmer", named)


def _settings(request: ApiRequest, company_id: int, settings: VendorSettings) -> Response[ShownVendorSettings]:
    shown = ShownVendorSettings(request.answer_version, company_id, settings.bank_hold_hours)
    return JsonResponse(shown, headers=content_header(settings))


async def _answer(request: ApiRequest, id: UUID) -> BankChangeAnswer:
    (shown,) = await _shown(request, [await bank_changes.named(request.tx, id)])
    return BankChangeAnswer(request.answer_version, shown)


async def _shown(request: ApiRequest, changes: Sequence[Named]) -> list[BankChangeObject]:
    ids = [id for named in changes for id in (named.change.asked_by, named.change.settled_by)]
    people = await access.people(request.tx, ids)
    return [_one(named, people) for named in changes]


def _one(named: Named, people: Mapping[int | None, Person]) -> BankChangeObject:
    change = named.change
    return BankChangeObject(
        id=str(change.id),
        ottimate_vendor_id=change.vendor_id,
        ottimate_company_id=change.company_id,
        erp_vendor_id=named.erp_vendor_id,
        erp_vendor_name=named.erp_vendor_name,
        status=change.status,
        iban=change.iban,
        iban_before=change.iban_before,
        asked_by=people.get(change.asked_by),
        **twins("asked_date", change.asked_at),
        comment=change.comment,
        settled_by=people.get(change.settled_by),
        **twins("settled_date", change.settled_at),
        reason=change.reason,
        held_until=format_plain(change.hold_until) if change.hold_until else None,
    )
