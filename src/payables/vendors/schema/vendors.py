"""API shapes of vendors (contract/platform.md sections 8.3 and 8.4). `tax_id`, `iban` and what stands around them are
additions of ours."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId
from payables.vendors.model import BankHold, PaymentMethod
from payables.vendors.rules.fields import LONGEST

Detail = Literal["basic"]


def _described(name: str, text: str, *examples: str) -> Meta:
    return Meta(description=text, examples=list(examples) or None, extra_json_schema={"maxLength": LONGEST[name]})


ErpVendorId = Annotated[
    str,
    _described("erp_vendor_id", "Id in the ERP, unique in the company; bulk finds the vendor by it.", "SYS-001"),
]
ErpVendorName = Annotated[str, _described("erp_vendor_name", "Name as the ERP has it.", "Sysco Foods Corp")]
Email = Annotated[
    str | None, _described("email", "E-mail address, or several divided by commas.", "orders@newfoodsupplier.com")
]
Phone = Annotated[str | None, _described("phone", "Phone number, kept as it was sent.", "+1-555-123-4567")]
NetTerms = Annotated[
    str | None,
    _described(
        "net_terms",
        "Payment terms. From those that can be read the due date follows; any other text is kept without effect.",
        "Net 30",
        "n 10",
        "Due on receipt",
        "EOM 10",
        "Net 10 next month",
        "10th of month",
    ),
]
AddressLine1 = Annotated[str | None, _described("address_line_1", "First line of the address.")]
AddressLine2 = Annotated[str | None, _described("address_line_2", "Second line of the address.")]
City = Annotated[str | None, _described("city", "City.", "Houston")]
State = Annotated[str | None, _described("state", "State or region.", "TX")]
Zipcode = Annotated[str | None, _described("zipcode", "Postal code.", "77077")]
TaxId = Annotated[
    str | None,
    _described(
        "tax_id",
        "Extension: tax id or VAT number; papers are matched with vendors by it. Kept as capital letters and digits.",
        "DE999900016",
    ),
]
Iban = Annotated[
    str | None,
    _described(
        "iban",
        "Extension: bank account, or up to ten divided by commas; papers are matched with vendors by them, and one that "
        "names another account is held. Check digits must be right. Kept as capital letters and digits.",
        "DE10999900000000001111",
    ),
]


class PendingBankChange(msgspec.Struct):
    """Bank details that wait for a second person: `iban` takes the place of the vendor's when they are confirmed."""

    id: Annotated[str, Meta(description="UUID of the bank change.")]
    iban: Annotated[str | None, Meta(description="Null asks for no account at all.")]
    asked_date: Instant
    asked_date_utc: InstantUtc


class ShownBankHold(msgspec.Struct):
    """Why none of the vendor's invoices can be exported now."""

    reason: Annotated[BankHold, Meta(description="waiting: for a second person; cooling: the time after a change.")]
    message: str
    until: Annotated[str | None, Meta(description="Instant of its end, ISO 8601 UTC; null while a change waits.")]


class VendorObject(msgspec.Struct, kw_only=True):
    """A vendor. With detail=basic only id, ottimate_company_id, erp_vendor_id and erp_vendor_name."""

    id: Annotated[int, Meta(description="ottimate_vendor_id elsewhere.", examples=[169860239])]
    ottimate_company_id: int
    erp_vendor_id: Annotated[str | None, Meta(description="Null while the ERP does not know the vendor.")]
    erp_vendor_name: str | None
    company_name: Annotated[str | UnsetType, Meta(description="Name of the company the vendor belongs to.")] = UNSET
    email: Email | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    net_terms: NetTerms | UnsetType = UNSET
    payment_method: PaymentMethod | UnsetType | None = UNSET
    address_line_1: AddressLine1 | UnsetType = UNSET
    address_line_2: AddressLine2 | UnsetType = UNSET
    city: City | UnsetType = UNSET
    state: State | UnsetType = UNSET
    zipcode: Zipcode | UnsetType = UNSET
    tax_id: TaxId | UnsetType = UNSET
    iban: Annotated[Iban | UnsetType, Meta(description="Extension: the accounts in force.")] = UNSET
    pending_bank_change: Annotated[
        PendingBankChange | UnsetType | None, Meta(description="Extension: accounts that were asked for.")
    ] = UNSET
    bank_hold: Annotated[
        ShownBankHold | UnsetType | None, Meta(description="Extension: why nothing of the vendor is exported.")
    ] = UNSET
    created_date: Annotated[str | UnsetType, Meta(description="Instant of creation, ISO 8601 UTC.")] = UNSET
    created_date_utc: Annotated[str | UnsetType, Meta(description="The same with microseconds.")] = UNSET
    last_modified_date: Annotated[str | UnsetType, Meta(description="Instant of the last change.")] = UNSET
    last_modified_date_utc: Annotated[str | UnsetType, Meta(description="The same with microseconds.")] = UNSET


class VendorList(msgspec.Struct):
    """Answer of GET /vendors, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    vendors: list[VendorObject]


class VendorAnswer(msgspec.Struct):
    """Answer of GET /vendors/{id}."""

    version: str
    vendor: VendorObject


class VendorCreated(VendorObject, kw_only=True):
    """Answer of POST /vendors: the fields flat, and once more as an object."""

    version: str
    vendor: VendorObject


class OptionalFields(msgspec.Struct, kw_only=True):
    """What may be left out of a vendor."""

    email: Email | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    net_terms: NetTerms | UnsetType = UNSET
    payment_method: PaymentMethod | UnsetType | None = UNSET
    address_line_1: AddressLine1 | UnsetType = UNSET
    address_line_2: AddressLine2 | UnsetType = UNSET
    city: City | UnsetType = UNSET
    state: State | UnsetType = UNSET
    zipcode: Zipcode | UnsetType = UNSET
    tax_id: TaxId | UnsetType = UNSET
    iban: Iban | UnsetType = UNSET


class VendorBody(OptionalFields, kw_only=True):
    """Body of POST /vendors."""

    ottimate_company_id: IntId
    erp_vendor_id: ErpVendorId
    erp_vendor_name: ErpVendorName


class VendorChange(OptionalFields, kw_only=True):
    """Body of PATCH /vendors/{id}. What is left out is kept, null clears."""

    erp_vendor_id: ErpVendorId | UnsetType = UNSET
    erp_vendor_name: ErpVendorName | UnsetType = UNSET
    bank_comment: Annotated[
        str | None,
        Meta(
            description="Goes with other bank details: why, and how they came. The second person reads it.",
            extra_json_schema={"maxLength": 2000},
        ),
    ] = None


class VendorRow(OptionalFields, kw_only=True):
    """A row of a bulk. A new vendor needs its name; of an existing one, what is left out stays, null clears."""

    erp_vendor_id: ErpVendorId
    erp_vendor_name: ErpVendorName | UnsetType = UNSET


class VendorBulkBody(msgspec.Struct):
    """Body of POST /vendors/bulk."""

    ottimate_company_id: IntId
    vendors: Annotated[list[VendorRow], Meta(max_length=100)]


class VendorEnvelope(msgspec.Struct):
    """The same as it is decoded: rows are read one by one."""

    ottimate_company_id: IntId
    vendors: list[Any]


class VendorFault(msgspec.Struct):
    """A row that was not carried out."""

    index: Annotated[int, Meta(description="Position in the request, from 0.")]
    erp_vendor_id: str | None
    error: Annotated[str, Meta(examples=["erp_vendor_id is required"])]
    type: Annotated[str, Meta(examples=["validation_error", "duplicate_in_request"])]


class VendorBulkAnswer(msgspec.Struct):
    """Answer of POST /vendors/bulk."""

    version: str
    success_count: Annotated[int, Meta(description="created_count + updated_count")]
    created_count: int
    updated_count: Annotated[int, Meta(description="Rows that met a vendor, also those that changed nothing.")]
    error_count: int
    created: list[VendorObject]
    updated: list[VendorObject]
    errors: list[VendorFault]
