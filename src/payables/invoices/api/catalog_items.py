"""Routes of which catalog entries the lines of invoices are. Extensions: the contract describes them for the screen only
(contract/invoices-and-catalog.md section 7.10)."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from litestar.params import JSONBody, PathParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.catalog.model import Entry, LineDecision, MatchedItem, entry_ref, parse_entry_ref
from payables.catalog.queries import entries as catalog
from payables.catalog.queries.items import items_of
from payables.invoices.actions.decide_items import Named, decide_items
from payables.invoices.queries import records
from payables.invoices.schema.archive import NotMoved
from payables.invoices.schema.catalog_items import (
    AcceptBody,
    CatalogItem,
    CatalogItemList,
    ItemDecisions,
    ItemsDecided,
    MatchedEntry,
    NothingMore,
    SuggestedEntry,
)
from payables.kit.errors import FieldError, InvalidFields, NotFound, Refusal
from payables.kit.ids import parse_int_id, parse_uuid
from payables.platform.caller import Feature, Permission
from payables.platform.http.instants import twins
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.rows import int_id

TAG = "Catalog"
JSON = ("application/json",)

ItemId = Annotated[str, PathParameter(description="Integer id of the line.")]


@get(
    "/v1/invoices/{id:str}/catalog-items",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List which catalog entries the lines of an invoice are",
    tag=TAG,
    operation_id="get-invoices-id-catalog-items",
    errors=(404,),
    extension=True,
)
async def list_catalog_items(request: ApiRequest, id: InvoiceId) -> CatalogItemList:
    return await _all_of(request, id)


@post(
    "/v1/invoices/{id:str}/catalog-items/{item_id:str}/accept",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.CATALOG_MATCH,
    summary="Say that a line is a catalog entry",
    description="Remembered: the same item of the vendor is this entry from now on, and open invoices follow. Of a caller "
    "limited to locations it holds for this line alone.",
    tag=TAG,
    operation_id="post-invoices-id-catalog-items-id-accept",
    errors=(404,),
    body=(AcceptBody, JSON),
    body_optional=True,
    extension=True,
)
async def post_accept(request: ApiRequest, id: InvoiceId, item_id: ItemId) -> CatalogItemList:
    sent = await read_body(request, AcceptBody)
    return await _decide(request, id, item_id, LineDecision.ACCEPT, _entry("catalog_entry_id", sent.catalog_entry_id))


@post(
    "/v1/invoices/{id:str}/catalog-items/{item_id:str}/reject",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.CATALOG_MATCH,
    summary="Say that a line is not what the catalog suggests",
    description="Remembered, if the caller sees the whole company: the item of the vendor is never matched to it again. "
    "Without catalog_entry_id all suggestions are rejected.",
    tag=TAG,
    operation_id="post-invoices-id-catalog-items-id-reject",
    errors=(404,),
    body=(AcceptBody, JSON),
    body_optional=True,
    extension=True,
)
async def post_reject(request: ApiRequest, id: InvoiceId, item_id: ItemId) -> CatalogItemList:
    sent = await read_body(request, AcceptBody)
    return await _decide(request, id, item_id, LineDecision.REJECT, _entry("catalog_entry_id", sent.catalog_entry_id))


@post(
    "/v1/invoices/{id:str}/catalog-items/{item_id:str}/ignore",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.CATALOG_MATCH,
    summary="Leave a line without a catalog entry",
    description="Of this line alone; it marks the invoice no more.",
    tag=TAG,
    operation_id="post-invoices-id-catalog-items-id-ignore",
    errors=(404,),
    body=(NothingMore, JSON),
    body_optional=True,
    extension=True,
)
async def post_ignore(request: ApiRequest, id: InvoiceId, item_id: ItemId) -> CatalogItemList:
    await read_body(request, NothingMore)
    return await _decide(request, id, item_id, LineDecision.IGNORE, None)


@post(
    "/v1/invoices/{id:str}/catalog-items/{item_id:str}/unmatch",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.CATALOG_MATCH,
    summary="Take a line off its catalog entry",
    description="Remembered, if the caller sees the whole company: the item of the vendor is not matched to that entry again, "
    "unless somebody accepts it.",
    tag=TAG,
    operation_id="post-invoices-id-catalog-items-id-unmatch",
    errors=(404,),
    body=(NothingMore, JSON),
    body_optional=True,
    extension=True,
)
async def post_unmatch(request: ApiRequest, id: InvoiceId, item_id: ItemId) -> CatalogItemList:
    await read_body(request, NothingMore)
    return await _decide(request, id, item_id, LineDecision.UNMATCH, None)


@post(
    "/v1/invoices/catalog-items",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.CATALOG_MATCH,
    summary="Decide up to 100 lines at once",
    description="Each by itself: one that cannot be decided does not keep the others from it.",
    tag=TAG,
    operation_id="post-invoices-catalog-items",
    extension=True,
)
async def post_decisions(request: ApiRequest, data: JSONBody[ItemDecisions]) -> ItemsDecided:
    wanted = _named(data)
    outcome = list(zip(wanted, await decide_items(request.tx, request.caller, wanted), strict=True))
    failed = [
        NotMoved(str(one.item), found.sentence, found.code) for one, found in outcome if isinstance(found, Refusal)
    ]
    updated = list(dict.fromkeys(one.item for one, found in outcome if not isinstance(found, Refusal)))
    return ItemsDecided(request.answer_version, updated, failed)


async def _decide(
    request: ApiRequest, id: str, item_id: str, decision: LineDecision, entry: int | None
) -> CatalogItemList:
    item = parse_int_id(item_id)
    invoice = await records.find(request.tx, request.caller, id)
    if item is None:
        raise NotFound(what="line that is matched with the catalog")
    named = Named(item, decision, uuid=invoice, entry=entry)
    (found,) = await decide_items(request.tx, request.caller, [named])
    if isinstance(found, Refusal):
        raise found
    return await _all_of(request, id)


def _named(data: ItemDecisions) -> list[Named]:
    """Raises InvalidFields."""
    named: list[Named] = []
    faults: list[FieldError] = []
    for n, one in enumerate(data.items):
        uuid, invoice_id = parse_uuid(str(one.invoice_id)), parse_int_id(str(one.invoice_id))
        if uuid is None and invoice_id is None:
            sentence = "Send the integer invoice_id or the UUID."
            faults.append(FieldError(f"items[{n}].invoice_id", sentence, "invalid_id"))
            continue
        try:
            item = int_id(f"items[{n}].item_id", one.item_id)
            entry = _entry(f"items[{n}].catalog_entry_id", one.catalog_entry_id)
            named.append(Named(item, one.decision, uuid, invoice_id, entry))
        except InvalidFields as error:
            faults += error.fields
    if faults:
        raise InvalidFields(faults)
    return named


def _entry(field: str, sent: int | str | None) -> int | None:
    """Raises InvalidFields."""
    if sent is None:
        return None
    found = parse_entry_ref(str(sent))
    if found is None:
        raise InvalidFields([FieldError(field, "Send the id of an entry, such as cte_12345.", "invalid_id")])
    return found


async def _all_of(request: ApiRequest, id: str | UUID) -> CatalogItemList:
    invoice = (await records.seen(request.tx, request.caller, str(id))).invoice
    items = list((await items_of(request.tx, [invoice.id])).values())
    named = {item.entry for item in items} | {one.entry for item in items for one in item.suggestions}
    entries = await catalog.by_ids(request.tx, invoice.company_id, named - {None})  # type: ignore[arg-type]
    people = await access.people(request.tx, (item.decided_by for item in items))
    return CatalogItemList(
        request.answer_version,
        len(items),
        1,
        max(1, len(items)),
        [_shown(item, entries, people) for item in items],
    )


def _shown(item: MatchedItem, entries: Mapping[int, Entry], people: Mapping[int | None, Person]) -> CatalogItem:
    entry = entries.get(item.entry or 0)
    return CatalogItem(
        item_id=item.item,
        item_name=item.name,
        state=item.state,
        confidence=item.confidence,
        how=item.how,
        catalog_entry=MatchedEntry(**_fields(entry)) if entry else None,
        suggestions=[
            SuggestedEntry(**_fields(entries[one.entry]), confidence=one.confidence, how=one.how)
            for one in item.suggestions
            if one.entry in entries
        ],
        quantity=item.quantity,
        unit=item.unit,
        price=item.price,
        pack_quantity=item.packs,
        pack_price=item.pack_price,
        effective_price=item.effective_price,
        price_variance=item.price_variance,
        problem=item.problem,
        **twins("decided_date", item.decided_at),
        decided_by=people.get(item.decided_by),
    )


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "catalog_entry_id": entry_ref(entry.id),
        "item_name": entry.item_name,
        "sku": entry.sku,
        "upc": entry.upc,
        "pack_size": entry.size,
        "uom": entry.uom,
    }
