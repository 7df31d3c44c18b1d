"""Version 0037 reads from the trail who made which secret, and which ids vendors had."""

from importlib import import_module
from typing import Any

from harness.bank_changes import NEW, OLD, banked_vendor, patch_vendor
from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.platform.db import Transaction

V0037 = import_module("payables.app.migrations.versions.v0037_hands")


def test_who_made_a_secret_is_taken_from_the_trail(tenant: Tenant) -> None:
    user = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["user_name"] == "editor")
    body = {"user_id": user["user_id"], "name": "later"}
    made = tenant.api().post("/v1/oauth-clients", json=body).json()

    async def filled(tx: Transaction) -> Any:
        await tx.execute("UPDATE oauth_client_secrets SET issued_by = NULL WHERE account_id = $1", tx.account_id)
        await tx.execute(V0037.FILL, tx.account_id)
        sql = "SELECT client_id FROM oauth_client_secrets WHERE account_id = $1 AND issued_by IS NOT NULL"
        return [row["client_id"] for row in await tx.fetch(sql, tx.account_id)]

    assert inside(tenant, filled) == [made["client_id"]]


def test_ids_that_vendors_had_are_taken_from_the_trail(tenant: Tenant) -> None:
    first = banked_vendor(tenant, erp_vendor_id="V0")
    assert patch_vendor(tenant, first, erp_vendor_id="V0-old").status_code == 200
    make_vendor(tenant, erp_vendor_id="V1", iban=NEW)

    async def told(tx: Transaction) -> Any:
        rows = await tx.fetch(V0037.FORMER.partition("left_at)")[2], tx.account_id)
        return [tuple(row)[1:5] for row in rows]

    assert inside(tenant, told) == [(tenant.company(), "V0", first["id"], OLD)]
