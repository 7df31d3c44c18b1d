"""Calls that change vendors and their bank details, for test_every_change_is_told.py."""

from collections.abc import Callable

import httpx2

from harness.bank_changes import NEW, asked, banked_vendor, confirm, decline, patch_vendor, withdraw
from harness.tenants import Tenant


def patch_settings(tenant: Tenant) -> httpx2.Response:
    params = {"ottimate_company_id": tenant.company()}
    return tenant.api().patch("/v1/vendor-settings", params=params, json={"bank_hold_hours": 48})


def on_change(step: Callable[[Tenant, str], httpx2.Response]) -> Callable[[Tenant], httpx2.Response]:
    return lambda tenant: step(tenant, asked(tenant, banked_vendor(tenant)))


VENDOR_CALLS: dict[str, Callable[[Tenant], httpx2.Response]] = {
    "patch-vendor-settings-root": patch_settings,
    "patch-vendors-id": lambda tenant: patch_vendor(tenant, banked_vendor(tenant), iban=NEW),
    "post-bank-changes-id-confirm": on_change(confirm),
    "post-bank-changes-id-decline": on_change(decline),
    "post-bank-changes-id-withdraw": on_change(withdraw),
}
