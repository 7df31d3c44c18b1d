"""Bank details in bulks, files and POSTs: accepted as ever, and waiting unless the program is trusted with them."""

from typing import Any

import httpx2

from harness.bank_changes import (
    NEW,
    OLD,
    THIRD,
    asked,
    banked_vendor,
    confirm,
    of_vendor,
    patch_vendor,
    read_vendor,
    statuses,
)
from harness.inside import inside
from harness.invoices import make_vendor
from harness.tenants import Tenant
from payables.platform.db import Transaction


def bulk(tenant: Tenant, *rows: dict[str, Any], user: str = "all") -> httpx2.Response:
    return tenant.api(user).post(
        "/v1/vendors/bulk", json={"ottimate_company_id": tenant.company(), "vendors": list(rows)}
    )


def row(vendor: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"erp_vendor_id": vendor["erp_vendor_id"], **fields}


def trust(tenant: Tenant, user: str) -> None:
    """The role of a program whose ERP has asked two people already."""

    async def change(tx: Transaction) -> None:
        sql = "UPDATE users SET role = 'ERP Sync - Full' WHERE account_id = $1 AND key = $2"
        assert await tx.execute(sql, tx.account_id, user) == "UPDATE 1"

    inside(tenant, change)


def test_a_row_is_accepted_and_its_account_waits_beside_the_one_in_force(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    answer = bulk(tenant, row(vendor, iban=NEW, city="Austin"))
    assert answer.status_code == 201
    (shown,) = answer.json()["updated"]
    assert (shown["iban"], shown["pending_bank_change"]["iban"], shown["city"]) == (OLD, NEW, "Austin")
    assert shown["bank_hold"]["reason"] == "waiting"
    assert shown["last_modified_date"] >= vendor["last_modified_date"]


def test_a_new_vendor_of_a_trusted_program_comes_into_force_under_anothers_id_in_either_way(tenant: Tenant) -> None:
    for id in ("T1", "T2"):
        answer = patch_vendor(tenant, banked_vendor(tenant, erp_vendor_id=id), erp_vendor_id=f"{id}-old")
        assert answer.status_code == 200, answer.text
    trust(tenant, "second")
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": "T1", "erp_vendor_name": "Mill", "iban": NEW}
    one = tenant.api("second").post("/v1/vendors", json=body).json()["vendor"]
    (other,) = bulk(tenant, {"erp_vendor_id": "T2", "erp_vendor_name": "Mill", "iban": NEW}, user="second").json()[
        "created"
    ]
    for vendor in (one, other):
        assert (vendor["iban"], vendor["bank_hold"], statuses(tenant, vendor)) == (NEW, None, ["synced"])


def test_a_nightly_sync_of_the_same_rows_leaves_no_trace(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    bulk(tenant, row(vendor, iban=NEW))
    before, told = read_vendor(tenant, vendor), len(of_vendor(tenant, vendor))
    bulk(tenant, row(vendor, iban=NEW))
    assert (read_vendor(tenant, vendor), len(of_vendor(tenant, vendor))) == (before, told)


def test_rows_of_many_vendors_part_by_what_they_are(tenant: Tenant) -> None:
    changed, same, waiting = banked_vendor(tenant), banked_vendor(tenant), banked_vendor(tenant)
    change = asked(tenant, waiting, THIRD)
    answer = bulk(
        tenant,
        row(changed, iban=NEW),
        row(same, iban=OLD, city="Austin"),
        row(waiting, iban=NEW),
        {"erp_vendor_id": "NEW-1", "erp_vendor_name": "New", "iban": NEW},
        {"erp_vendor_id": "NEW-2", "iban": "nonsense"},
    )
    assert answer.status_code == 207
    assert [one["index"] for one in answer.json()["errors"]] == [4]
    pending = [one["pending_bank_change"] and one["pending_bank_change"]["iban"] for one in answer.json()["updated"]]
    assert pending == [NEW, None, NEW]
    assert statuses(tenant, waiting) == ["open", "replaced", "first"]
    assert read_vendor(tenant, waiting)["pending_bank_change"]["id"] != change
    assert answer.json()["created"][0]["iban"] == NEW


def test_a_row_without_an_account_changes_none(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    assert bulk(tenant, row(vendor, city="Austin")).json()["updated"][0]["bank_hold"] is None


def test_who_sees_only_some_locations_asks_for_no_account_by_a_row(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    answer = bulk(tenant, row(vendor, iban=NEW), user="main")
    assert [fault["type"] for fault in answer.json()["errors"]] == ["out_of_scope"]
    assert read_vendor(tenant, vendor)["pending_bank_change"] is None


def test_an_erp_that_is_trusted_brings_accounts_into_force_at_once_and_marked(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    trust(tenant, "second")
    (shown,) = bulk(tenant, row(vendor, iban=NEW), user="second").json()["updated"]
    assert (shown["iban"], shown["pending_bank_change"], shown["bank_hold"]) == (NEW, None, None)
    assert statuses(tenant, vendor) == ["synced", "first"]
    last = of_vendor(tenant, vendor)[-1]
    assert (last["action"], last["before"], last["after"]) == ("vendor.updated", {"iban": OLD}, {"iban": NEW})


def test_what_waited_is_replaced_by_what_a_trusted_erp_brings(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    asked(tenant, vendor, THIRD)
    trust(tenant, "second")
    bulk(tenant, row(vendor, iban=NEW), user="second")
    after = read_vendor(tenant, vendor)
    assert (after["iban"], after["pending_bank_change"], after["bank_hold"]) == (NEW, None, None)
    assert statuses(tenant, vendor) == ["synced", "replaced", "first"]


def test_a_trusted_program_confirms_nothing(tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    trust(tenant, "second")
    assert confirm(tenant, change, user="second").status_code == 403


def test_a_file_of_vendors_asks_as_well_says_so_and_is_not_undone_over_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    csv = f"erp_vendor_id,iban\n{vendor['erp_vendor_id']},{NEW}\n".encode()
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company())}
    done = tenant.api().post("/v1/imports", data=form, files={"file": ("v.csv", csv, "text/csv")})
    assert done.status_code == 201, done.text
    (told,) = done.json()["rows"]
    assert told["did"] == "updated"
    assert "wait for a second person" in told["notes"][0]
    assert read_vendor(tenant, vendor)["pending_bank_change"]["iban"] == NEW
    (undone,) = tenant.api().post(f"/v1/imports/{done.json()['id']}/undo").json()["rows"]
    assert (undone["undone"], "wait for a second person" in undone["undo_refused"]) == (False, True)


def test_a_try_of_a_file_asks_for_nothing(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    csv = f"erp_vendor_id,iban\n{vendor['erp_vendor_id']},{NEW}\n".encode()
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company()), "dry_run": "true"}
    tried = tenant.api().post("/v1/imports", data=form, files={"file": ("v.csv", csv, "text/csv")})
    assert "wait for a second person" in tried.json()["rows"][0]["notes"][0]
    assert read_vendor(tenant, vendor)["bank_hold"] is None
