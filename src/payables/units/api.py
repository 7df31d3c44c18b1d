"""Routes of units."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.kit.errors import InvalidFields
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Feature, Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post
from payables.platform.http.rows import int_id, sent_fields
from payables.units import queries
from payables.units.actions.forget_conversion import forget_conversion
from payables.units.actions.learn_conversion import learn_conversion
from payables.units.actions.restore_conversion import restore_conversion
from payables.units.model import Learned, Measured
from payables.units.rules.conversion_fields import read_conversion
from payables.units.rules.convert import convert
from payables.units.rules.find_pack import find_pack
from payables.units.rules.item_key import item_key
from payables.units.rules.pack import Pack, parse_pack
from payables.units.schema import PackAnswer, PackObject, UnitConversion, UnitConversionBody, UnitConversionList

TAG = "Units"

ConversionId = Annotated[str, PathParameter(description="UUID of the conversion.")]
VendorFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_vendor_id", description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False),
]
SkuFilter = Annotated[str | None, QueryParameter(description="Only the item with this number.", required=False)]
NameFilter = Annotated[
    str | None, QueryParameter(description="Only the item with this name, which has no number.", required=False)
]
PackText = Annotated[str, QueryParameter(description='As written on documents: "6/10#".', required=True)]
UnitText = Annotated[str | None, QueryParameter(description='The unit with this pack: "CS".', required=False)]
ToUnitText = Annotated[str | None, QueryParameter(description='The unit to convert to: "LB".', required=False)]


@get(
    "/v1/unit-conversions",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List conversions of units",
    tag=TAG,
    operation_id="get-unit-conversions",
    errors=(404,),
    extension=True,
)
async def list_conversions(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    vendor_id: VendorFilter = None,
    sku: SkuFilter = None,
    item_name: NameFilter = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> UnitConversionList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    key = item_key(sku, item_name)
    if key is None and (sku or item_name):
        return UnitConversionList(request.answer_version, 0, wanted.number, wanted.limit, [])
    scope = request.caller.scope
    total, found = await queries.listed(
        request.tx, scope, wanted, company_id=company_id, vendor_id=vendor_id, item_key=key
    )
    shown = await _shown(request, found)
    return UnitConversionList(request.answer_version, total, wanted.number, wanted.limit, shown)


@get(
    "/v1/unit-conversions/{id:str}",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read a conversion of units",
    tag=TAG,
    operation_id="get-unit-conversions-id",
    errors=(404,),
    extension=True,
)
async def get_conversion(request: ApiRequest, id: ConversionId) -> UnitConversion:
    return await _one(request, await queries.visible(request.tx, request.caller.scope, id))


@post(
    "/v1/unit-conversions",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Teach how many of one unit make another",
    description="For one item of a vendor. It takes the place of what was known of the same two units, in either direction; "
    "receipts that could not be counted and invoices that are not approved yet are looked at again.",
    tag=TAG,
    operation_id="post-unit-conversions",
    status=201,
    errors=(404, 409),
    body=(UnitConversionBody, ("application/json",)),
    extension=True,
)
async def post_conversion(request: ApiRequest, data: JSONBody[UnitConversionBody]) -> UnitConversion:
    company_id = (await company(request.tx, request.caller, int_id("ottimate_company_id", data.ottimate_company_id))).id
    request.caller.need_whole_companies()
    taught, faults = read_conversion(sent_fields(data))
    if taught is None:
        raise InvalidFields(faults)
    vendor = data.ottimate_vendor_id
    learned = await learn_conversion(
        request.tx,
        company_id,
        taught,
        vendor_id=None if vendor is None else int_id("ottimate_vendor_id", vendor),
    )
    return await _one(request, learned)


@delete(
    "/v1/unit-conversions/{id:str}",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Forget a conversion of units",
    description="Answers it as it was. Invoices that are not approved yet are looked at again.",
    tag=TAG,
    operation_id="delete-unit-conversions-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_conversion(request: ApiRequest, id: ConversionId) -> UnitConversion:
    return await _one(request, await forget_conversion(request.tx, request.caller, id))


@post(
    "/v1/unit-conversions/{id:str}/restore",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Bring a forgotten conversion of units back",
    description="As it was when it was forgotten, under its id.",
    tag=TAG,
    operation_id="post-unit-conversions-id-restore",
    body_optional=True,
    errors=(404, 409),
    extension=True,
)
async def post_restored_conversion(request: ApiRequest, id: ConversionId) -> UnitConversion:
    return await _one(request, await restore_conversion(request.tx, request.caller, id))


@get(
    "/v1/packs",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Try how a pack is read",
    description="Nothing is stored. With unit and to_unit also how many of the one the other is.",
    tag=TAG,
    operation_id="get-packs",
    extension=True,
)
async def get_pack(
    request: ApiRequest, text: PackText, unit: UnitText = None, to_unit: ToUnitText = None
) -> PackAnswer:
    pack, found = parse_pack(text), find_pack(text)
    said = text if pack else str(found) if found else text
    factor = convert(Measured(unit, said), Measured(to_unit), ()) if unit and to_unit else None
    return PackAnswer(version=request.answer_version, pack=_pack(pack), found=_pack(found), factor=factor)


def _pack(pack: Pack | None) -> PackObject | None:
    if pack is None:
        return None
    return PackObject(
        text=str(pack),
        counts=list(pack.counts),
        pieces=pack.pieces,
        size=pack.size,
        size_to=pack.most,
        unit=pack.unit,
        inner=pack.inner,
        whole=pack.whole,
        can=pack.can,
        catch_weight=pack.catch_weight,
    )


async def _one(request: ApiRequest, learned: Learned) -> UnitConversion:
    return (await _shown(request, [learned]))[0]


async def _shown(request: ApiRequest, found: Sequence[Learned]) -> list[UnitConversion]:
    people = await access.people(request.tx, (learned.created_by for learned in found))
    names = await queries.vendors_called(request.tx, [learned.vendor_id for learned in found])
    return [_conversion(request, learned, people, names[learned.vendor_id]) for learned in found]


def _conversion(
    request: ApiRequest, learned: Learned, people: Mapping[int | None, Person], vendor: str
) -> UnitConversion:
    return UnitConversion(
        version=request.answer_version,
        id=str(learned.id),
        ottimate_company_id=learned.company_id,
        ottimate_vendor_id=learned.vendor_id,
        erp_vendor_name=vendor,
        sku=learned.sku,
        item_name=learned.item_name,
        from_unit=learned.conversion.from_unit,
        to_unit=learned.conversion.to_unit,
        factor=learned.conversion.factor,
        source=learned.source,
        **twins("created_date", learned.created_at),
        created_by=people.get(learned.created_by),
    )
