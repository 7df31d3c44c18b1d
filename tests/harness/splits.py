"""Splits for tests."""

from typing import Any

from harness.dimensions import make_dimension
from harness.tenants import Tenant


def make_accounts(tenant: Tenant, *names: str, company: str = "east") -> None:
    """GL accounts with these ERP ids."""
    for name in names:
        make_dimension(tenant, "account", name, company)


def by_percent(**shares: Any) -> list[dict[str, Any]]:
    """Parts: GL account -> percent."""
    return [{"percent": percent, "dimensions": {"ACCOUNT": name}} for name, percent in shares.items()]


def by_amount(**amounts: Any) -> list[dict[str, Any]]:
    return [{"amount": amount, "dimensions": {"ACCOUNT": name}} for name, amount in amounts.items()]


def split_invoice(tenant: Tenant, invoice: dict[str, Any], parts: list[dict[str, Any]], **body: Any) -> Any:
    return tenant.api().post(f"/v1/invoices/{invoice['id']}/splits", json={"splits": parts, **body})


def shares(splits: list[dict[str, Any]] | None) -> list[tuple[str, str]]:
    """(GL account, amount) of each part."""
    return [(one["dimensions"]["ACCOUNT"]["erp_dimension_id"], one["amount"]) for one in splits or []]
