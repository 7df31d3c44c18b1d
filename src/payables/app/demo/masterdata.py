"""What the tenants' ERPs know: vendors and dimensions per company (masterdata.yaml)."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

FILE = Path(__file__).parent / "masterdata.yaml"


class CompanyMaster(msgspec.Struct, frozen=True):
    """Rows as the bulk endpoints take them."""

    key: str
    dimensions: list[dict[str, Any]]
    vendors: list[dict[str, Any]]

    def types(self) -> dict[str, str]:
        """erp_dimension_id -> the type as invoices name it, such as DEPARTMENT."""
        return {row["erp_dimension_id"]: row["ottimate_type"].upper() for row in self.dimensions}


class AccountMaster(msgspec.Struct, frozen=True):
    """The companies of one account, by their keys in org.yaml."""

    key: str
    companies: list[CompanyMaster]


class Master(msgspec.Struct, frozen=True):
    """The whole file."""

    accounts: list[AccountMaster]


@cache
def read_master() -> dict[str, CompanyMaster]:
    """By company key."""
    master = msgspec.convert(yaml.safe_load(FILE.read_text(encoding="utf-8")), Master)
    return {company.key: company for account in master.accounts for company in account.companies}
