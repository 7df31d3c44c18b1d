"""API shapes of entries (contract/invoices-and-catalog.md sections 7.1 to 7.3)."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.catalog.rules.entry_fields import LONGEST, MOST_NESTED
from payables.catalog.schema.allowances import AllowanceObject, NestedAllowanceBody
from payables.catalog.schema.prices import Count, EntryId, FreeData, Money, NestedPriceBody, PriceObject, SentMoney
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId


def _text(name: str, text: str, *examples: str) -> Meta:
    return Meta(description=text, examples=list(examples) or None, extra_json_schema={"maxLength": LONGEST[name]})


ItemName = Annotated[str, _text("item_name", "What it is called.", "Roma Tomatoes 6CT")]
ErpVendorId = Annotated[str, _text("erp_vendor_id", "A vendor of the company, by its id in the ERP.", "SYS-001")]
Original = Annotated[str | None, _text("original_description", "As the source has it.")]
Sku = Annotated[str | None, _text("sku", "The vendor's item number.", "SKU-TOM-001")]
Upc = Annotated[str | None, _text("upc", "Its bar code.", "634987654321")]
BuyingFormat = Annotated[
    str | None, _text("buying_format", "How it is bought, where one item is bought in several ways.")
]
Size = Annotated[str | None, _text("size", "What is in a pack; answered as pack_size.", "6 CT", "6/10#")]
Uom = Annotated[str | None, _text("uom", "The unit that it is sold by.", "CASE")]
Key = Annotated[str | None, _text("catalog_unique_key", "By what it is known, instead of the computed key.")]
Reference = Annotated[str | None, _text("reference_id", "Your own id.", "sysco-tomato")]
Dimensions = Annotated[
    list[dict[str, str | int | None]] | None,
    Meta(
        description="Of the point of sale, not of accounting, and not checked: per object one type and its name, and maybe a "
        "code.",
        examples=[[{"DEPARTMENT": "Marketing", "code": "321654"}]],
    ),
]
OldName = Annotated[
    str | None, Meta(description="Deprecated name of item_name.", extra_json_schema={"deprecated": True})
]
OldSize = Annotated[str | None, Meta(description="Deprecated name of size.", extra_json_schema={"deprecated": True})]

NestedPrices = Annotated[list[NestedPriceBody], Meta(max_length=MOST_NESTED)]
NestedAllowances = Annotated[list[NestedAllowanceBody], Meta(max_length=MOST_NESTED)]


class Warning(msgspec.Struct):
    """Something that was not as it should be, and did no harm."""

    message: str


class EntryObject(msgspec.Struct, kw_only=True):
    """An item of one vendor and one company. A list shows the last five fields only where something is expanded."""

    id: EntryId
    ottimate_company_id: int
    item_name: str
    description: Annotated[str, Meta(description="The same as item_name.")]
    original_description: str | None
    reference_id: str | None
    sku: str | None
    upc: str | None
    buying_format: str | None
    pack_size: Annotated[str | None, Meta(description="Sent as size.", examples=["6 CT"])]
    uom: str | None
    price: Annotated[Money | None, Meta(description="Of a pack.")]
    unit_price: Annotated[
        Money | None,
        Meta(description="Of one unit in the pack; computed where it was not sent and the pack can be read."),
    ]
    last_purchased_price: Money | None
    erp_vendor_id: str
    erp_vendor_name: str | None
    ottimate_vendor_name: Annotated[
        str | None, Meta(description="The same as erp_vendor_name.", extra_json_schema={"deprecated": True})
    ]
    is_split_case: bool
    authorized_vendor: bool | None
    catalog_unique_key: Annotated[str, Meta(description="By what a POST meets this entry: keep it.")]
    properties: dict[str, Any]
    last_purchased_date: Annotated[str | None, Meta(description="Date of the newest invoice with it.")]
    last_purchased_date_utc: str | None
    is_hidden: Annotated[bool, Meta(description="Extension. Nothing is matched to it any more.")]
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    display_name: Annotated[
        str | UnsetType, Meta(description="Name, pack and unit.", examples=["Roma Tomatoes 6CT (6 CT, CASE)"])
    ] = UNSET
    dimensions: Annotated[
        dict[str, str] | UnsetType, Meta(description="Type in capitals -> name, or code where there is no name.")
    ] = UNSET
    prices: list[PriceObject] | UnsetType = UNSET
    allowances: list[AllowanceObject] | UnsetType = UNSET
    warnings: list[Warning] | UnsetType = UNSET


class EntryAnswer(EntryObject, kw_only=True):
    """An entry in full. The ETag header carries its version, for If-Match."""

    version: str


class EntryList(msgspec.Struct):
    """Newest created first; in full where something is expanded."""

    version: str
    count: Count
    page: int
    limit: int
    per_page: int
    results: list[EntryObject]


class EntryFields(msgspec.Struct, kw_only=True):
    """What an entry says of itself."""

    original_description: Original = None
    sku: Sku = None
    upc: Upc = None
    buying_format: BuyingFormat = None
    size: Size = None
    pack_size: OldSize = None
    uom: Uom = None
    price: Annotated[SentMoney | None, Meta(description="Of a pack.")] = None
    unit_price: Annotated[SentMoney | None, Meta(description="Of one unit in the pack.")] = None
    is_split_case: Annotated[bool | None, Meta(description="May be bought by part of a case.")] = None
    authorized_vendor: bool | None = None
    dimensions: Dimensions = None
    properties: FreeData = None


class SentEntry(EntryFields, kw_only=True):
    """An entry. One that has its key is changed: what is left out stays, null clears; its prices and allowances are added to."""

    erp_vendor_id: ErpVendorId
    item_name: ItemName
    description: OldName = None
    reference_id: Reference = None
    last_purchased_price: SentMoney | None = None
    catalog_unique_key: Key = None
    prices: Annotated[NestedPrices | None, Meta(description="Null for none; left out, a warning is answered.")] = None
    allowances: Annotated[
        NestedAllowances | None, Meta(description="Null for none; left out, a warning is answered.")
    ] = None


class EntryBody(SentEntry, kw_only=True):
    """An entry alone."""

    ottimate_company_id: IntId


class EntryRow(SentEntry, kw_only=True):
    """An entry in a bulk; the company may stand beside the rows."""

    ottimate_company_id: IntId | None = None


class EntryBulkBody(msgspec.Struct, kw_only=True):
    """Up to 1,000 entries."""

    ottimate_company_id: IntId | None = None
    entries: Annotated[list[EntryRow], Meta(min_length=1, max_length=1000)]


class EntryChange(EntryFields, kw_only=True):
    """What is left out is kept, null clears."""

    erp_vendor_id: ErpVendorId | UnsetType = UNSET
    erp_vendor_name: Annotated[
        str | UnsetType | None, _text("erp_vendor_name", 'Left out, it is kept; "" clears it.', "Sysco")
    ] = UNSET
    item_name: ItemName | UnsetType = UNSET
    description: OldName = None
