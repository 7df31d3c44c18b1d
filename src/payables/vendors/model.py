"""What a vendor is."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class PaymentMethod(StrEnum):
    """How a vendor is paid (contract/platform.md section 8.3)."""

    CREDIT_CARD = "credit_card"
    ACH = "ach"
    CHECK = "check"
    WIRE_TRANSFER = "wire_transfer"
    UNKNOWN = "unknown"


# What a vendor is in the ERP: who approves an invoice of it, approves this.
IDENTITY = ("erp_vendor_id", "erp_vendor_name")


BETWEEN_ACCOUNTS = ", "


class BankHold(StrEnum):
    """What keeps a vendor's invoices from export: bank details that wait for a second person, or the time after they were
    changed."""

    WAITING = "waiting"
    COOLING = "cooling"


class Vendor(msgspec.Struct, frozen=True):
    """A supplier of one company. `erp_vendor_id` is None while the ERP does not know it.

    `tax_id` and `iban` are in normal form: capital letters and digits only. `iban` holds all accounts that are known to be
    the vendor's, the first before the others. `bank_hold_until` is None while a change waits.
    """

    id: int
    company_id: int
    erp_vendor_id: str | None
    erp_vendor_name: str
    email: str | None
    phone: str | None
    net_terms: str | None
    payment_method: str | None
    address_line_1: str | None
    address_line_2: str | None
    city: str | None
    state: str | None
    zipcode: str | None
    tax_id: str | None
    iban: str | None
    created_at: datetime
    updated_at: datetime
    version: int = 1
    bank_hold: BankHold | None = None
    bank_hold_until: datetime | None = None

    @property
    def accounts(self) -> tuple[str, ...]:
        return tuple(self.iban.split(BETWEEN_ACCOUNTS)) if self.iban else ()


class BankChangeStatus(StrEnum):
    """What became of bank details that somebody asked for. Only `open` ones wait; `first` came with a new vendor, `synced`
    from an ERP that is trusted with them, also with a new vendor."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    FIRST = "first"
    SYNCED = "synced"


class BankChange(msgspec.Struct, frozen=True):
    """Bank details that somebody asked for, in the form of a vendor's `iban`; None asks for none at all.

    `iban_before` was in force when they were asked for. `hold_until` is set by the confirmation.
    """

    id: UUID
    company_id: int
    vendor_id: int
    status: BankChangeStatus
    iban: str | None
    iban_before: str | None
    asked_by: int | None
    asked_at: datetime
    comment: str | None
    settled_by: int | None
    settled_at: datetime | None
    reason: str | None
    hold_until: datetime | None


class VendorSettings(msgspec.Struct, frozen=True):
    """How a company goes about its vendors. `bank_hold_hours`: how long nothing of a vendor is exported after its bank
    details were changed; 0 for not at all. Longer ones that were set before count on for as long as they are."""

    bank_hold_hours: int = 24


class ReadName(msgspec.Struct, frozen=True):
    """A name on a paper that may be its vendor's, and how probably it is (0 to 1)."""

    name: str
    confidence: float


class Signs(msgspec.Struct, frozen=True):
    """What on a paper may point to its vendor, as printed; the company's own names and numbers are not among them.

    `tax_ids` and `names` in the order they are to be trusted: the first name is the one that the reading chose. `printed`
    are texts of the paper in which a vendor's name may stand; what stands within one of `own_names` names nobody.
    """

    tax_ids: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    names: tuple[ReadName, ...] = ()
    printed: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """A vendor that a paper may come from. `score` runs from 0 to 1; reasons, strongest first: tax_id, iban, name,
    similar_name, other_name, printed_name, domain, phone."""

    vendor: Vendor
    score: float
    reasons: tuple[str, ...]
