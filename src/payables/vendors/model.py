"""What a vendor is."""

from datetime import datetime
from enum import StrEnum

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


class Vendor(msgspec.Struct, frozen=True):
    """A supplier of one company. `erp_vendor_id` is None while the ERP does not know it.

    `tax_id` and `iban` are in normal form: capital letters and digits only. `iban` holds all accounts that are known to be
    the vendor's, the first before the others.
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

    @property
    def accounts(self) -> tuple[str, ...]:
        return tuple(self.iban.split(BETWEEN_ACCOUNTS)) if self.iban else ()


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
