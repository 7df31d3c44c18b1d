"""Values of the account structure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """A legal entity: own chart of accounts, vendors and invoice workflow."""

    id: int
    name: str
    currency: str
    tax_ids: tuple[str, ...]
    own_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """A site of a company; invoices belong to it."""

    id: int
    name: str
    company_id: int
    active: bool
