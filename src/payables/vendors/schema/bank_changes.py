"""API shapes of bank changes and of a company's vendor settings. All of it is an extension of the contract."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId
from payables.vendors.model import BankChangeStatus

Comment = Annotated[
    str | None,
    Meta(description="How it was checked; kept with the change.", extra_json_schema={"maxLength": 2000}),
]


class BankChangeObject(msgspec.Struct, kw_only=True):
    """Bank details that somebody asked for, and what became of them."""

    id: Annotated[str, Meta(description="UUID.")]
    ottimate_vendor_id: int
    ottimate_company_id: int
    erp_vendor_id: str | None
    erp_vendor_name: str
    status: Annotated[
        BankChangeStatus,
        Meta(
            description="Only open ones wait. replaced: others were asked for meanwhile; first: the new vendor came with "
            "them; synced: an ERP that is trusted with them brought them."
        ),
    ]
    iban: Annotated[str | None, Meta(description="The accounts that were asked for; null for none.")]
    iban_before: Annotated[str | None, Meta(description="The accounts in force when they were asked for.")]
    asked_by: Person | None
    asked_date: Instant
    asked_date_utc: InstantUtc
    comment: Annotated[str | None, Meta(description="Of who asked.")]
    settled_by: Annotated[Person | None, Meta(description="Who confirmed, declined, withdrew or replaced it.")]
    settled_date: Instant | None
    settled_date_utc: InstantUtc | None
    reason: Annotated[str | None, Meta(description="Of who settled it.")]
    held_until: Annotated[str | None, Meta(description="How long the confirmation kept invoices from export.")]


class BankChangeList(msgspec.Struct):
    """Asked last first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[BankChangeObject]


class BankChangeAnswer(msgspec.Struct):
    """One bank change as it is now."""

    version: str
    bank_change: BankChangeObject


class Confirmer(msgspec.Struct):
    """Whom a program acts for: by `id` or `email`."""

    id: IntId | None = None
    email: str | None = None


class Confirmation(msgspec.Struct):
    """Body of POST /bank-changes/{id}/confirm; may be left out by a person."""

    comment: Comment = None
    confirmer: Annotated[
        Confirmer | None, Meta(description="Needed from an API user; takes the permission to act for others.")
    ] = None


class Refusing(msgspec.Struct):
    """Body of POST /bank-changes/{id}/decline."""

    reason: Annotated[
        str, Meta(description="Why: who asked has to know.", extra_json_schema={"minLength": 1, "maxLength": 2000})
    ]


class Withdrawal(msgspec.Struct):
    """Body of POST /bank-changes/{id}/withdraw; may be left out."""

    reason: Comment = None


class ShownVendorSettings(msgspec.Struct):
    """How a company goes about its vendors."""

    version: str
    ottimate_company_id: int
    bank_hold_hours: Annotated[
        int,
        Meta(description="Hours without export after bank details were confirmed; 0 for none.", examples=[24]),
    ]


class VendorSettingsChange(msgspec.Struct):
    """Body of PATCH /vendor-settings."""

    bank_hold_hours: Annotated[int, Meta(description="0 to 720.", extra_json_schema={"minimum": 0, "maximum": 720})]
