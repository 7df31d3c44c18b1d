"""Vendors and dimensions are shared by the locations of their company: whoever is limited to locations creates them, and
changes none that is there, by any route (contract/platform.md section 2.4)."""

from typing import Any

import pytest

from harness.api import error_of
from harness.tenants import Tenant
from harness.trail import trail

VENDOR = {"erp_vendor_id": "V-1", "erp_vendor_name": "Mill", "iban": "DE89370400440532013000"}
ACCOUNT = {
    "reference_id": "a-1", "erp_dimension_id": "1", "erp_type": "Account", "ottimate_type": "ACCOUNT",
    "name": "Machines", "code": "1700",
}  # fmt: skip

# What is there, what would change it, and what is new
KINDS: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    "vendors": (
        VENDOR,
        {"erp_vendor_id": "V-1", "tax_id": "GB999000073"},
        {"erp_vendor_id": "V-2", "erp_vendor_name": "New"},
    ),
    "dimensions": (
        ACCOUNT,
        {"reference_id": "a-1", "code": "6000"},
        {**ACCOUNT, "reference_id": "a-2", "erp_dimension_id": "2"},
    ),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def bulk(tenant: Tenant, user: str, kind: str, *rows: dict[str, str]) -> Any:
    return tenant.api(user).post(f"/v1/{kind}/bulk", json={"ottimate_company_id": tenant.company(), kind: rows})


def imported(tenant: Tenant, user: str, kind: str, *rows: dict[str, str], **form: str) -> Any:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    data = "\n".join(",".join(line) for line in lines).encode()
    form = {"kind": kind, "ottimate_company_id": str(tenant.company()), **form}
    return tenant.api(user).post("/v1/imports", data=form, files={"file": ("rows.csv", data, "text/csv")})


def known(tenant: Tenant, kind: str) -> list[Any]:
    return tenant.api().get(f"/v1/{kind}", params={"limit": 100}).json()[kind]


@each_kind
def test_one_that_is_new_is_created_by_who_sees_a_location(tenant: Tenant, kind: str) -> None:
    row = KINDS[kind][2] | {"ottimate_company_id": tenant.company()}
    assert tenant.api("main").post(f"/v1/{kind}", json=row).status_code == 201
    assert tenant.api("main").post(f"/v1/{kind}", json=row).status_code == 409


@each_kind
def test_in_bulk_the_row_that_would_change_one_is_refused_and_the_others_are_kept(tenant: Tenant, kind: str) -> None:
    old, change, new = KINDS[kind]
    bulk(tenant, "all", kind, old)
    before = known(tenant, kind)
    answer = bulk(tenant, "main", kind, change, new)
    assert answer.status_code == 207
    told = answer.json()
    assert [(fault["index"], fault["type"]) for fault in told["errors"]] == [(0, "out_of_scope")]
    assert "ask somebody who sees the whole company" in told["errors"][0]["error"]
    assert (told["created_count"], told["updated_count"], told["error_count"]) == (1, 0, 1)
    assert [one for one in known(tenant, kind) if one in before] == before
    assert {entry["action"] for entry in trail(tenant, kind[:-1])} == {f"{kind[:-1]}.created"}


@each_kind
def test_a_row_that_changes_nothing_stays_a_success(tenant: Tenant, kind: str) -> None:
    old = KINDS[kind][0]
    bulk(tenant, "all", kind, old)
    answer = bulk(tenant, "main", kind, old)
    assert (answer.status_code, answer.json()["updated_count"]) == (201, 1)


@each_kind
def test_who_sees_the_whole_company_changes_what_is_there(tenant: Tenant, kind: str) -> None:
    old, change, _ = KINDS[kind]
    bulk(tenant, "all", kind, old)
    assert bulk(tenant, "east", kind, change).status_code == 201
    assert change.items() <= known(tenant, kind)[0].items()


@each_kind
def test_an_import_fails_the_row_that_would_change_one(tenant: Tenant, kind: str) -> None:
    old, change, new = KINDS[kind]
    bulk(tenant, "all", kind, old)
    before = known(tenant, kind)
    answer = imported(tenant, "main", kind, change, new)
    assert (answer.status_code, error_of(answer)) == (400, "rows_refused")
    assert [(fault["field"].split(".")[0], fault["type"]) for fault in answer.json()["message"]["fields"]] == [
        ("rows[2]", "out_of_scope")
    ]
    done = imported(tenant, "main", kind, change, new, skip_failed="true").json()
    assert [row["did"] for row in done["rows"]] == ["failed", "created"]
    assert [one for one in known(tenant, kind) if one in before] == before


@each_kind
def test_an_import_of_what_is_there_already_succeeds_and_is_undone(tenant: Tenant, kind: str) -> None:
    old, _, new = KINDS[kind]
    bulk(tenant, "all", kind, old)
    done = imported(tenant, "main", kind, old, new).json()
    assert [row["did"] for row in done["rows"]] == ["unchanged", "created"]
    undone = tenant.api("main").post(f"/v1/imports/{done['id']}/undo")
    assert [row.get("undone") for row in undone.json()["rows"]] == [False, True], undone.text
    assert len(known(tenant, kind)) == 1
