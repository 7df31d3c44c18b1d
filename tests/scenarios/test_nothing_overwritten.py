"""Settings and rules that two people change at the same time: who saw the older one is refused, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import error_of
from harness.coding import make_rule
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.tenants import Tenant

COLUMNS = [{"header": "Number", "field": "invoice_number"}]


def of_company(path: str) -> Any:
    return lambda tenant: f"/v1/{path}?ottimate_company_id={tenant.company()}"


def rule(tenant: Tenant) -> str:
    make_dimension(tenant, "account", "5100")
    return f"/v1/mapping-rules/{make_rule(tenant, {'ACCOUNT': '5100'}, sku='S-1')['id']}"


def mapping(tenant: Tenant) -> str:
    body = {"ottimate_company_id": tenant.company(), "name": "Ledger", "format": "csv", "columns": COLUMNS}
    return f"/v1/export-mappings/{tenant.api().post('/v1/export-mappings', json=body).json()['id']}"


CASES = [
    (of_company("coding-settings"), {"threshold": 0.95}, {"learned_coding": False}),
    (of_company("vendor-settings"), {"bank_hold_hours": 48}, {"bank_hold_hours": 0}),
    (of_company("matching/settings"), {"orders_needed": "always"}, {"orders_needed": "never"}),
    (lambda _: "/v1/approval-settings", {"remind_after_hours": 24}, {"remind_after_hours": 5}),
    (rule, {"keyword": "flour"}, {"keyword": "sugar"}),
    (mapping, {"name": "Journal"}, {"name": "Book"}),
]
NAMES = ["coding", "vendors", "matching", "approvals", "mapping rule", "export mapping"]


@pytest.mark.parametrize(("place", "first", "second"), CASES, ids=NAMES)
def test_of_two_who_saw_the_same_the_second_is_refused(
    tenant: Tenant, place: Any, first: dict[str, Any], second: dict[str, Any]
) -> None:
    api, path = tenant.api(), place(tenant)
    seen = api.get(path).headers["etag"]
    changed = api.patch(path, json=first, headers={"If-Match": seen})
    assert changed.status_code == 200, changed.text
    assert changed.headers["etag"] == api.get(path).headers["etag"] != seen
    refused = api.patch(path, json=second, headers={"If-Match": seen})
    assert (refused.status_code, error_of(refused)) == (412, "stale_version")
    assert api.get(path).json() == changed.json()
    again = api.patch(path, json=second, headers={"If-Match": changed.headers["etag"]})
    assert again.status_code == 200 and api.patch(path, json=first).status_code == 200


@pytest.mark.parametrize(("place", "first", "second"), CASES, ids=NAMES)
def test_an_etag_of_another_kind_is_refused(tenant: Tenant, place: Any, first: Any, second: Any) -> None:
    answer = tenant.api().patch(place(tenant), json=first, headers={"If-Match": '"mine"'})
    assert (answer.status_code, error_of(answer)) == (400, "validation_error")


@pytest.mark.parametrize("place", [rule, mapping], ids=NAMES[4:])
def test_what_was_changed_meanwhile_is_not_deleted(tenant: Tenant, place: Any) -> None:
    api, path = tenant.api(), place(tenant)
    seen = {"If-Match": api.get(path).headers["etag"]}
    assert api.patch(path, json={"keyword": "x"} if "rules" in path else {"name": "x"}).status_code == 200
    assert api.delete(path, headers=seen).status_code == 412
    assert api.delete(path, headers={"If-Match": api.get(path).headers["etag"]}).status_code == 200


def test_of_many_at_once_with_one_etag_one_gets_through(tenant: Tenant) -> None:
    api, path = tenant.api(), of_company("coding-settings")(tenant)
    seen = {"If-Match": api.get(path).headers["etag"]}
    with ThreadPoolExecutor(6) as pool:
        sent = [pool.submit(api.patch, path, json={"threshold": float(f"0.9{n}")}, headers=seen) for n in range(1, 7)]
        statuses = sorted(one.result().status_code for one in sent)
    assert statuses == [200] + [412] * 5


def test_a_tolerance_of_a_list_carries_its_own_etag(tenant: Tenant) -> None:
    api = tenant.api()
    body = {"ottimate_company_id": tenant.company(), "price_percent": 2}
    made = api.post("/v1/matching/tolerances", json=body).json()
    [listed] = api.get("/v1/matching/tolerances").json()["results"]
    assert listed["etag"] == made["etag"]
    path, seen = f"/v1/matching/tolerances/{made['id']}", {"If-Match": made["etag"]}
    changed = api.patch(path, json={"price_percent": 3}, headers=seen)
    assert (changed.status_code, changed.json()["etag"] != made["etag"]) == (200, True)
    assert error_of(api.patch(path, json={"price_percent": 4}, headers=seen)) == "stale_version"
    assert error_of(api.delete(path, headers=seen)) == "stale_version"
    assert api.delete(path, headers={"If-Match": changed.json()["etag"]}).status_code == 200


def test_a_split_rule_replaces_the_one_that_was_seen_and_no_other(tenant: Tenant) -> None:
    api, vendor = tenant.api(), make_vendor(tenant)
    for number in ("5100", "5200"):
        make_dimension(tenant, "account", number)

    def put(percent: int, **headers: str) -> Any:
        parts = [(percent, "5100"), (100 - percent, "5200")]
        splits = [{"percent": share, "dimensions": {"ACCOUNT": account}} for share, account in parts]
        body = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": vendor["id"], "splits": splits}
        return api.post("/v1/split-rules", json=body, headers={n.replace("_", "-"): v for n, v in headers.items()})

    made = put(40, If_None_Match="*")
    seen, path = made.headers["etag"], f"/v1/split-rules/{made.json()['id']}"
    assert made.status_code == 201 and api.get(path).headers["etag"] == seen
    there = put(50, If_None_Match="*")
    assert (there.status_code, error_of(there)) == (409, "split_rule_exists")
    assert put(60, If_Match=seen).status_code == 201
    assert error_of(put(70, If_Match=seen)) == "stale_version"
    assert api.delete(path, headers={"If-Match": seen}).status_code == 412
    assert [part["percent"] for part in api.get(path).json()["splits"]] == [60, 40]
    now = api.get(path).headers["etag"]
    assert api.delete(path).status_code == 200
    assert error_of(put(80, If_Match=now)) == "stale_version"
    assert put(80).status_code == 201
